package dev.nself.topology;

import dev.nself.config.PlatformArgs;
import dev.nself.config.UserFiles;
import dev.nself.model.CertificateSpec;
import dev.nself.model.Machine;
import dev.nself.model.Names;
import dev.nself.model.Plan;
import dev.nself.model.PostgresPlan;
import dev.nself.model.service.Functions;
import dev.nself.model.service.ObjectStorage;
import dev.nself.model.service.Pooler;
import dev.nself.model.service.Postgres;
import dev.nself.model.service.Redis;
import dev.nself.model.service.ReverseProxy;
import dev.nself.model.service.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The only place that knows tiers: which servers there are and what runs where. */
public final class Topology {

    private Topology() {}

    /**
     * Plans a platform.
     *
     * @param stack name of the stack, part of every physical name
     * @param args checked arguments
     * @param files what the user's application folder holds
     * @throws NotInThisVersion for a tier or target that this version cannot make
     */
    public static Plan plan(String stack, PlatformArgs args, UserFiles files) {
        NotInThisVersion.check(args);
        Layout layout = Layout.of(args);
        List<CertificateSpec> certificates = certificates(args);
        var provided = new TreeMap<String, dev.nself.config.ProvidedCertificate>();
        CertificateSpec proxy = ReverseProxy.certificate(args);
        files.certificate().ifPresentOrElse(own -> provided.put(proxy.name(), own), () -> certificates.add(proxy));
        return new Plan(
                new Names(stack),
                layout.machines(),
                layout.kept().stream().map(Machine::name).toList(),
                Placements.of(args, files, layout),
                Secrets.of(args),
                certificates,
                provided,
                files.directoryAuthority(),
                ReverseProxy.plan(args),
                new PostgresPlan(args.services().postgres().memoryMiB(), new TreeMap<>(args.postgres().tuning())),
                args.services().redis().memoryMiB(),
                Functions.files(files.functions()),
                new TreeMap<>(args.labels()),
                ReverseProxy.urls(args),
                architecture());
    }

    private static List<CertificateSpec> certificates(PlatformArgs args) {
        List<CertificateSpec> certificates = new ArrayList<>(List.of(Postgres.certificate(), Pooler.certificate()));
        if (args.services().redis().enabled()) {
            certificates.add(Redis.certificate());
        }
        if (args.services().storage().enabled()) {
            certificates.add(ObjectStorage.certificate());
        }
        return certificates;
    }

    /** Images are built where they run: on this machine, for now. */
    private static String architecture() {
        return "linux/" + switch (System.getProperty("os.arch")) {
            case "aarch64", "arm64" -> "arm64";
            default -> "amd64";
        };
    }

}
