package dev.nself.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxy: ports and address to publish on, rates, web origins. */
final class ProxyRules {
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,6})r/([sm])");
    private static final int MOST_PER_MINUTE = 1_000_000;

    private static final Pattern ORIGIN =
            Pattern.compile("https?://(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9]\\d{0,4})?");

    private ProxyRules() {}

    static void check(PlatformArgs args, Problems problems) {
        ProxyArgs proxy = args.proxy();
        if (proxy.httpPort().equals(proxy.httpsPort())) {
            problems.add("proxy.httpsPort", "must differ from proxy.httpPort", proxy.httpsPort(), null);
        }
        if (proxy.bind() != null) {
            checkBind(proxy.bind(), args.target(), problems);
        }
        checkRates(proxy.rates(), problems);
        checkOrigins(proxy.corsOrigins() == null ? List.of() : proxy.corsOrigins(), args.target(), problems);
        if (proxy.tlsVersions().isEmpty()) {
            problems.add("proxy.tlsVersions", "must have at least one version", "the default is 1.3 alone");
        }
    }

    private static void checkBind(String bind, Target target, Problems problems) {
        if (IpAddress.parse(bind).isEmpty()) {
            problems.add("proxy.bind", "must be an IP address of the server", bind, "0.0.0.0 is every address it has");
        } else if (target == Target.LOCAL && !bind.startsWith("127.") && !bind.equals("::1")) {
            problems.add("proxy.bind", "must be a loopback address on target local", bind,
                    "use 127.0.0.1; a platform that others reach is target servers");
        }
    }

    private static void checkRates(RatesArgs rates, Problems problems) {
        Map<String, String> byName = new TreeMap<>(Map.of(
                "api", rates.api(),
                "auth", rates.auth(),
                "functions", rates.functions(),
                "uploads", rates.uploads(),
                "user", rates.user()));
        byName.forEach((name, rate) -> {
            Matcher form = RATE.matcher(rate);
            if (!form.matches()) {
                problems.add("proxy.rates." + name, "must be a count with r/s or r/m", rate, "for example 50r/s or 10r/m");
            } else if (Long.parseLong(form.group(1)) * (form.group(2).equals("s") ? 60 : 1) > MOST_PER_MINUTE) {
                problems.add("proxy.rates." + name, "must be at most " + MOST_PER_MINUTE + "r/m", rate, null);
            }
        });
    }

    private static void checkOrigins(List<String> origins, Target target, Problems problems) {
        for (int index = 0; index < origins.size(); index++) {
            String origin = origins.get(index);
            String path = Paths.item("proxy.corsOrigins", index);
            if ("*".equals(origin)) {
                problems.add(path, "must not be every origin", origin,
                        "any page could then act as your users; name the origins, such as https://*.example.com");
            } else if (origin != null && !ORIGIN.matcher(origin).matches()) {
                problems.add(path, "must be an origin: scheme, host and port, without a path", origin,
                        "for example https://app.example.com or https://*.example.com");
            } else if (origin != null && origin.startsWith("http:") && target != null && target != Target.LOCAL
                    && !origin.matches("http://localhost(:\\d+)?")) {
                problems.add(path, "must use https on this target", origin, null);
            }
        }
    }
}
