package dev.nself.config;

import java.util.regex.Pattern;

/** Sign-in: mails can be sent where they are needed, and providers have what they need. */
final class AuthRules {
    private static final Pattern URL =
            Pattern.compile("https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9]\\d{0,4})?(/[^\\s?#]*)?");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

    private AuthRules() {}

    static void check(PlatformArgs args, Problems problems) {
        AuthArgs auth = args.auth();
        if (auth.clientUrl() != null) {
            checkClientUrl(auth.clientUrl(), args.target(), problems);
        }
        if (auth.smtp() != null) {
            checkSmtp(auth.smtp(), problems);
        } else {
            checkMailGoesSomewhere(args, problems);
        }
        auth.providers().forEach((name, provider) -> {
            if (provider != null) {
                checkProvider(String.valueOf(name), provider, problems);
            }
        });
    }

    private static void checkClientUrl(String url, Target target, Problems problems) {
        if (!URL.matcher(url).matches()) {
            problems.add("auth.clientUrl", "must be a web address without a query", url, "for example https://example.com");
        } else if (url.startsWith("http:") && target != null && target != Target.LOCAL) {
            problems.add("auth.clientUrl", "must use https on this target", url, null);
        }
    }

    private static void checkSmtp(SmtpArgs smtp, Problems problems) {
        if (smtp.host() != null && !HOST.matcher(smtp.host()).matches()) {
            problems.add("auth.smtp.host", "must be a host name", smtp.host(), "the port is auth.smtp.port");
        }
        String sender = smtp.sender();
        if (sender != null && !TlsRules.isEmail(sender.replaceAll("^[^<>]*<([^<>]*)>$", "$1"))) {
            problems.add("auth.smtp.sender", "must be an e-mail address", sender, null);
        }
        if ((smtp.user() == null) != (smtp.password() == null)) {
            problems.add("auth.smtp", "must have user and password, or neither", smtp.user() == null
                    ? "set auth.smtp.user"
                    : "set it with `pulumi config set --secret --path 'nself:auth.smtp.password'`");
        }
    }

    private static void checkMailGoesSomewhere(PlatformArgs args, Problems problems) {
        boolean needed = Boolean.TRUE.equals(args.auth().emailVerification()) && args.services().auth().enabled();
        boolean caught = !Boolean.FALSE.equals(args.services().mailpit().enabled());
        if (needed && !caught) {
            problems.add("auth.smtp", "is required to confirm e-mail addresses",
                    "set a mail server, or auth.emailVerification to false");
        }
    }

    private static void checkProvider(String name, ProviderArgs args, Problems problems) {
        String path = Paths.key("auth.providers", name);
        var provider = OAuthProvider.of(name);
        if (provider.isEmpty()) {
            problems.add(path, "is not a provider that Auth knows", Nearest.to(name, OAuthProvider.keys())
                    .map(meant -> "did you mean " + meant + "?")
                    .orElse("allowed: " + String.join(", ", OAuthProvider.keys())));
            return;
        }
        boolean takesSecret = provider.get().secretVariable().isPresent();
        if (takesSecret && args.clientSecret() == null) {
            problems.add(path + ".clientSecret", "is required",
                    "set it with `pulumi config set --secret --path 'nself:" + path + ".clientSecret'`");
        } else if (!takesSecret && args.clientSecret() != null) {
            problems.add(path + ".clientSecret", "is not used by " + name, "set options.PRIVATE_KEY instead");
        }
        provider.get().neededOptions().stream()
                .filter(option -> !args.options().containsKey(option))
                .forEach(option -> problems.add(path + ".options." + option, "is required", name + " needs it"));
        args.options().keySet().stream()
                .filter(option -> !String.valueOf(option).matches("[A-Z][A-Z0-9_]*"))
                .forEach(option -> problems.add(Paths.key(path + ".options", String.valueOf(option)),
                        "must be in upper case", "it follows " + provider.get().variable("")));
    }
}
