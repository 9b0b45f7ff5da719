package dev.nself.topology;

import dev.nself.config.CustomServiceArgs;
import dev.nself.config.PlatformArgs;
import dev.nself.config.TlsMode;
import dev.nself.config.UserFiles;
import dev.nself.model.Machine;
import dev.nself.model.Placement;
import dev.nself.model.Service;
import dev.nself.model.Step;
import dev.nself.model.service.Acme;
import dev.nself.model.service.AdminUi;
import dev.nself.model.service.Auth;
import dev.nself.model.service.Custom;
import dev.nself.model.service.DataProxy;
import dev.nself.model.service.Functions;
import dev.nself.model.service.Hasura;
import dev.nself.model.service.HostFirewall;
import dev.nself.model.service.Mailpit;
import dev.nself.model.service.ObjectStorage;
import dev.nself.model.service.Pooler;
import dev.nself.model.service.Postgres;
import dev.nself.model.service.Redis;
import dev.nself.model.service.ReverseProxy;
import dev.nself.model.service.UserSql;
import java.util.ArrayList;
import java.util.List;

/** What to make and where: the same steps in every tier, on the servers of its layout. */
final class Placements {

    private final PlatformArgs args;
    private final Layout layout;
    private final List<Placement> placements = new ArrayList<>();

    private Placements(PlatformArgs args, Layout layout) {
        this.args = args;
        this.layout = layout;
    }

    static List<Placement> of(PlatformArgs args, UserFiles files, Layout layout) {
        Placements all = new Placements(args, layout);
        all.firewalls();
        if (args.tls().mode() == TlsMode.ACME) {
            all.everywhere(Acme.volume());
        }
        // First of the services, since it needs nobody: a port that is taken is then found at once.
        all.everywhere(ReverseProxy.service(args));
        all.stores();
        all.everywhere(Hasura.service(args));
        if (args.services().mailpit().enabled()) {
            all.once(Mailpit.service(args));
        }
        if (args.services().auth().enabled()) {
            all.everywhere(Auth.service(args));
        }
        all.application(files);
        all.userCode();
        // Last, so that nobody waits for a certificate who does not need it.
        if (args.tls().mode() == TlsMode.ACME) {
            all.once(Acme.service(args));
        }
        List<String> made = all.names();
        layout.used().forEach(machine -> all.placements.add(new Placement(machine.name(), new Step.Healthy("healthy", made))));
        return all.placements;
    }

    /** Where servers are machines of their own: nothing is published before it is known who may reach it. */
    private void firewalls() {
        switch (args.target()) {
            case LOCAL, KUBERNETES -> { }
            case SERVERS, AWS -> layout.machines().forEach(machine ->
                    placements.add(new Placement(machine.name(), HostFirewall.step(args, Firewall.rules(args, layout, machine)))));
        }
    }

    private void stores() {
        everywhere(DataProxy.service(args));
        everywhere(Pooler.service(args));
        Service.Stateful postgres = Postgres.service(args, layout.candidates(Postgres.SERVICE, Postgres.PORT));
        data(postgres);
        first(Postgres.primary(postgres, layout.members(Postgres.SERVICE, Postgres.PORT),
                layout.candidates(Postgres.SERVICE, Postgres.PORT), layout.onApplication(DataProxy.SERVICE),
                layout.onApplication(Pooler.SERVICE)));
        if (args.services().redis().enabled()) {
            Service.Stateful redis = Redis.service(args);
            data(redis);
            first(Redis.primary(redis, layout.members(Redis.SERVICE, Redis.PORT), layout.candidates(Redis.SERVICE, Redis.PORT),
                    layout.onApplication(DataProxy.SERVICE)));
        }
        if (args.services().storage().enabled()) {
            Service.Stateful storage = ObjectStorage.service(args);
            data(storage);
            first(ObjectStorage.primary(storage, layout.members(ObjectStorage.SERVICE, ObjectStorage.PORT),
                    layout.candidates(ObjectStorage.SERVICE, ObjectStorage.PORT), layout.onApplication(DataProxy.SERVICE)));
            first(ObjectStorage.buckets(args));
        }
        first(Postgres.roles(args));
    }

    /** The user's SQL follows Auth, whose tables it may refer to; metadata follows the tables that it names. */
    private void application(UserFiles files) {
        List<String> after = List.of(args.services().auth().enabled() ? Auth.SERVICE : Hasura.SERVICE);
        if (!files.sql().isEmpty()) {
            Step sql = UserSql.step(args, files.sql(), after);
            first(sql);
            after = List.of(sql.name());
        }
        if (!files.metadataSha256().isEmpty()) {
            once(Hasura.metadata(args.application() + "/" + UserFiles.METADATA, files.metadataSha256(), after));
        }
    }

    /** Code of the user starts when all that it may call is there. */
    private void userCode() {
        List<String> after = names().stream().filter(name -> !name.equals(ReverseProxy.SERVICE)).toList();
        if (args.services().admin().enabled()) {
            once(AdminUi.service(args));
        }
        if (args.services().functions().enabled()) {
            everywhere(Functions.service(args, after));
        }
        for (CustomServiceArgs own : args.custom()) {
            everywhere(Custom.service(own, args, after));
        }
    }

    /** On every application server. */
    private void everywhere(Step step) {
        place(layout.application(), step);
    }

    /** On one application server only. */
    private void once(Step step) {
        place(layout.application().subList(0, 1), step);
    }

    /** On every server that has data. */
    private void data(Step step) {
        place(layout.data(), step);
    }

    /** In the first of the servers that have data. */
    private void first(Step step) {
        place(layout.data().subList(0, 1), step);
    }

    private void place(List<Machine> machines, Step step) {
        machines.forEach(machine -> placements.add(new Placement(machine.name(), step)));
    }

    private List<String> names() {
        return placements.stream().map(placement -> placement.step().name()).distinct().toList();
    }
}
