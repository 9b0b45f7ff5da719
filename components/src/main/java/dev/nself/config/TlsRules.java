package dev.nself.config;

import java.util.regex.Pattern;

/** Certificates: each mode has what it needs, and nothing is set that its mode does not use. */
final class TlsRules {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+\\.[^\\s@<>\"]+");

    private static final Pattern DIRECTORY = Pattern.compile("https://[A-Za-z0-9.\\[\\]-][^\\s@\"]*");

    private TlsRules() {}

    static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    static void check(PlatformArgs args, Problems problems) {
        TlsArgs tls = args.tls();
        if (tls.mode() == null) {
            return;
        }
        switch (tls.mode()) {
            case SELF_SIGNED -> {}
            case ACME -> checkAcme(args, problems);
            case PROVIDED -> {
                need("tls.certificate", tls.certificate(), problems);
                need("tls.key", tls.key(), problems);
            }
        }
        if (tls.mode() != TlsMode.ACME) {
            unused("tls.email", tls.email(), tls.mode(), TlsMode.ACME, problems);
            unused("tls.directory", tls.directory(), tls.mode(), TlsMode.ACME, problems);
            unused("tls.directoryCa", tls.directoryCa(), tls.mode(), TlsMode.ACME, problems);
        }
        if (tls.mode() != TlsMode.PROVIDED) {
            unused("tls.certificate", tls.certificate(), tls.mode(), TlsMode.PROVIDED, problems);
            unused("tls.key", tls.key(), tls.mode(), TlsMode.PROVIDED, problems);
        }
    }

    private static void checkAcme(PlatformArgs args, Problems problems) {
        String email = args.tls().email();
        if (args.target() == Target.LOCAL) {
            problems.add("tls.mode", "must not be acme on target local", "acme",
                    "Let's Encrypt cannot reach this machine; use self-signed");
            return;
        }
        if (email == null) {
            problems.add("tls.email", "is required for mode acme", "Let's Encrypt warns it of certificates that expire");
        } else if (!isEmail(email)) {
            problems.add("tls.email", "must be an e-mail address", email, null);
        }
        if (!DIRECTORY.matcher(args.tls().directory()).matches()) {
            problems.add("tls.directory", "must be the https address of an ACME directory", args.tls().directory(),
                    "for example https://acme-staging-v02.api.letsencrypt.org/directory");
        }
        if (args.proxy().httpPort() != 80) {
            problems.add("proxy.httpPort", "must be 80 for tls.mode acme", args.proxy().httpPort(),
                    "Let's Encrypt asks on port 80; or bring a certificate with tls.mode provided");
        }
    }

    private static void need(String path, String file, Problems problems) {
        if (file == null || file.isBlank()) {
            problems.add(path, "is required for mode provided", "name a PEM file, relative to the project folder");
        }
    }

    private static void unused(String path, String value, TlsMode mode, TlsMode meant, Problems problems) {
        if (value != null) {
            problems.add(path, "is not used in mode " + mode.json(), value,
                    "set tls.mode to " + meant.json() + " or remove it");
        }
    }
}
