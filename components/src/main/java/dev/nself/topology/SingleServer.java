package dev.nself.topology;

import dev.nself.config.CustomServiceArgs;
import dev.nself.config.PlatformArgs;
import dev.nself.config.UserFiles;
import dev.nself.model.Placement;
import dev.nself.model.Step;
import dev.nself.model.service.AdminUi;
import dev.nself.model.service.Auth;
import dev.nself.model.service.Custom;
import dev.nself.model.service.Functions;
import dev.nself.model.service.Hasura;
import dev.nself.model.service.Mailpit;
import dev.nself.model.service.ObjectStorage;
import dev.nself.model.service.Postgres;
import dev.nself.model.service.Redis;
import dev.nself.model.service.ReverseProxy;
import dev.nself.model.service.UserSql;
import java.util.ArrayList;
import java.util.List;

/** Tier {@code single}: everything on {@code app1}, for up to ten thousand users. */
final class SingleServer {

    private static final String SERVER = "app1";

    private SingleServer() {}

    static List<Placement> placements(PlatformArgs args, UserFiles files) {
        List<Step> steps = new ArrayList<>();
        // First, since it needs nobody: a port that is taken is then found at once.
        steps.add(ReverseProxy.service(args));
        steps.addAll(stores(args));
        steps.add(Hasura.service(args));
        if (args.services().mailpit().enabled()) {
            steps.add(Mailpit.service(args));
        }
        if (args.services().auth().enabled()) {
            steps.add(Auth.service(args));
        }
        steps.addAll(application(args, files));
        steps.addAll(userCode(args, steps));
        steps.add(new Step.Healthy("healthy", names(steps)));
        return steps.stream().map(step -> new Placement(SERVER, step)).toList();
    }

    private static List<Step> stores(PlatformArgs args) {
        List<Step> steps = new ArrayList<>();
        steps.add(Postgres.service(args));
        if (args.services().redis().enabled()) {
            steps.add(Redis.service(args));
        }
        if (args.services().storage().enabled()) {
            steps.add(ObjectStorage.service(args));
            steps.add(ObjectStorage.buckets(args));
        }
        steps.add(Postgres.roles(args));
        return steps;
    }

    /** The user's SQL follows Auth, whose tables it may refer to; metadata follows the tables that it names. */
    private static List<Step> application(PlatformArgs args, UserFiles files) {
        List<Step> steps = new ArrayList<>();
        String accounts = args.services().auth().enabled() ? Auth.SERVICE : Hasura.SERVICE;
        if (!files.sql().isEmpty()) {
            steps.add(UserSql.step(args, files.sql(), List.of(accounts)));
        }
        if (!files.metadataSha256().isEmpty()) {
            List<String> after = steps.isEmpty() ? List.of(accounts) : names(steps);
            steps.add(Hasura.metadata(args.application() + "/" + UserFiles.METADATA, files.metadataSha256(), after));
        }
        return steps;
    }

    /** Code of the user starts when all that it may call is there. */
    private static List<Step> userCode(PlatformArgs args, List<Step> before) {
        List<String> after = names(before).stream().filter(name -> !name.equals(ReverseProxy.SERVICE)).toList();
        List<Step> steps = new ArrayList<>();
        if (args.services().admin().enabled()) {
            steps.add(AdminUi.service(args));
        }
        if (args.services().functions().enabled()) {
            steps.add(Functions.service(args, after));
        }
        for (CustomServiceArgs own : args.custom()) {
            steps.add(Custom.service(own, args, after));
        }
        return steps;
    }

    private static List<String> names(List<Step> steps) {
        return steps.stream().map(Step::name).toList();
    }
}
