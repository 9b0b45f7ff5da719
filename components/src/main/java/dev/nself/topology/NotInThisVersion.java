package dev.nself.topology;

import dev.nself.config.PlatformArgs;
import dev.nself.config.Target;
import dev.nself.config.Tier;
import dev.nself.config.TlsMode;
import java.util.ArrayList;
import java.util.List;

/** Arguments that are right, but that this version of the program cannot make real. */
public final class NotInThisVersion extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NotInThisVersion(List<String> problems) {
        super(String.join("\n", problems));
    }

    static void check(PlatformArgs args) {
        List<String> problems = new ArrayList<>();
        if (args.tier() == Tier.REPLICATED) {
            problems.add("nself:tier cannot be made by this version, got " + args.tier().json()
                    + "; allowed: single, split; set it with `pulumi config set nself:tier single`");
        }
        if (args.target() == Target.AWS || args.target() == Target.KUBERNETES) {
            problems.add("nself:target cannot be made by this version, got " + args.target().json()
                    + "; allowed: local, servers; set it with `pulumi config set nself:target local`");
        }
        // Challenges and the certificate go through the one application server.
        if (args.tls().mode() == TlsMode.ACME && args.tier() == Tier.REPLICATED) {
            problems.add("nself:tls.mode cannot be made by this version in tier replicated, got acme; allowed: self-signed, provided; "
                    + "set it with `pulumi config set --path nself:tls.mode self-signed`");
        }
        if (!problems.isEmpty()) {
            throw new NotInThisVersion(problems);
        }
    }
}
