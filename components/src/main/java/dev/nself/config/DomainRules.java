package dev.nself.config;

import java.util.regex.Pattern;

/** The domain: one that certificates and browsers accept, with room for the longest subdomain. */
final class DomainRules {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /** The last label has a letter, so that no IP address passes. */
    private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern NAME = Pattern.compile(LABEL);

    /** 253 characters, less {@code storage-console.} */
    private static final int LONGEST = 237;

    private DomainRules() {}

    static boolean isLabel(String text) {
        return NAME.matcher(text).matches();
    }

    static boolean isDomain(String text) {
        return DOMAIN.matcher(text).matches();
    }

    static void check(PlatformArgs args, Problems problems) {
        String domain = args.domain();
        if (domain == null) {
            return;
        }
        if (!isDomain(domain)) {
            problems.add("domain", "must be a domain name in lower case", domain, fix(domain, args.target()));
        } else if (domain.length() > LONGEST) {
            problems.add("domain", "must have at most " + LONGEST + " characters", domain.length() + " characters", null);
        } else {
            checkReach(domain, args.target(), problems);
        }
    }

    private static void checkReach(String domain, Target target, Problems problems) {
        String last = domain.substring(domain.lastIndexOf('.') + 1);
        if (target == Target.LOCAL && last.equals("local")) {
            problems.add("domain", "must not end in .local, which machines look up by multicast", domain,
                    "use nself.localhost, which resolves to this machine");
        }
        if (target != null && target != Target.LOCAL && last.matches("localhost|local|test|example|invalid|internal")) {
            problems.add("domain", "must be a public domain on this target", domain,
                    "." + last + " does not resolve for users; use a domain of yours, such as example.com");
        }
    }

    private static String fix(String domain, Target target) {
        if (domain.contains("://") || domain.contains("/")) {
            return "leave out the scheme and the path";
        }
        if (domain.contains(":")) {
            return "leave out the port; ports are proxy.httpPort and proxy.httpsPort";
        }
        if (domain.startsWith("*.")) {
            return "leave out the asterisk; the platform makes its own subdomains";
        }
        return target == Target.LOCAL
                ? "for example nself.localhost, which resolves to this machine"
                : "for example example.com";
    }
}
