package dev.nself.policies.servers;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Ingresses;
import dev.nself.policies.types.Published;
import dev.nself.policies.types.nginx.Directive;
import dev.nself.policies.types.nginx.Nginx;
import dev.nself.policies.types.nginx.Scope;
import dev.nself.policies.types.nginx.Server;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code proxy-limits}: a proxy caps request bodies, and how often a client may try to sign in.
 *
 * <p>nginx caps bodies at 1 MiB by itself, so only a cap that is taken away or is above the setting is wrong.
 */
final class ProxyLimits {

    private static final Setting<List<String>> AUTH = Setting.texts("authNames",
            "names of routes that sign users in: a host's first label, a word of a path, or the service behind",
            List.of("auth", "login", "signin"));

    /** The largest object that S3 takes in one request. */
    private static final Setting<Double> LARGEST = Setting.number("largestBodyMiB",
            "the largest request body that a route may take, in MiB", 1, 5120);

    private static final Pattern SIZE = Pattern.compile("(?<number>\\d{1,15})(?<unit>[kKmMgG]?)");

    private static final String FIX_BODY = "set it to what the route takes at most, for example 16m";
    private static final String FIX_RATE =
            "add limit_req_zone $binary_remote_addr zone=auth:2m rate=30r/m to http, limit_req zone=auth burst=20 here";

    private ProxyLimits() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("proxy-limits",
                        "a proxy caps request bodies and limits how often a client may sign in",
                        "without them one client guesses passwords as fast as it can, or fills memory and disks",
                        "CIS NGINX 5.2.2", "CIS NGINX 5.2.5", "CWE-307", "CWE-770")
                .withSettings(AUTH, LARGEST);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, ProxyLimits::docker)
                .on(ConfigFile.CONFIG_MAP, ProxyLimits::configMap)
                .on(Ingresses.TYPES, ProxyLimits::ingress);
    }

    private static void docker(Resource container, Verdict verdict) {
        Nginx.in(container).ifPresent(nginx -> {
            if (Published.by(container).anything()) {
                nginx(nginx, verdict);
            }
        });
    }

    /** The settings of ingress-nginx, or an nginx of one's own that has TLS and so faces clients. */
    private static void configMap(Resource map, Verdict verdict) {
        verdict.attempt(() -> body(map.get("data").get("proxy-body-size"), verdict));
        Nginx.in(map).filter(nginx -> nginx.servers().stream().anyMatch(Server::speaksTls))
                .ifPresent(nginx -> nginx(nginx, verdict));
    }

    private static void ingress(Resource ingress, Verdict verdict) {
        if (!Ingresses.controller(ingress).contains("nginx")) {
            verdict.notApplicable("another controller than nginx");
            return;
        }
        verdict.attempt(() -> body(Ingresses.nginx(ingress, "proxy-body-size"), verdict));
        verdict.attempt(() -> {
            boolean limited = Stream.of("limit-rps", "limit-rpm").anyMatch(name ->
                    Ingresses.nginx(ingress, name).number().filter(rate -> rate > 0).isPresent());
            signIn(ingress, verdict).filter(place -> !limited).ifPresent(place -> verdict.violation(place,
                    "must have a rate limit, since users sign in there",
                    "set the annotation nginx.ingress.kubernetes.io/limit-rpm to \"30\""));
        });
    }

    private static Optional<Value> signIn(Resource ingress, Verdict verdict) {
        List<Value> rules = ingress.get("spec").get("rules").items();
        return Stream.concat(
                        rules.stream().map(rule -> rule.get("host")),
                        rules.stream().flatMap(rule -> rule.get("http").get("paths").items().stream())
                                .map(path -> path.get("path")))
                .filter(place -> place.text().filter(text -> isAuth(text, verdict)).isPresent())
                .findFirst();
    }

    private static void nginx(Nginx nginx, Verdict verdict) {
        nginx.tellUnknown(verdict);
        nginx.all().filter(directive -> directive.name().equals("client_max_body_size"))
                .filter(directive -> isUnlimited(directive.argument(0), verdict))
                .forEach(directive -> verdict.violation(directive.value(), problem(verdict), FIX_BODY));
        if (nginx.isWhole()) {
            nginx.servers().forEach(server -> server.passing().stream()
                    .filter(place -> signsIn(server, place, verdict))
                    .forEach(place -> rate(place, verdict)));
        }
    }

    private static void rate(Scope place, Verdict verdict) {
        boolean dry = place.one("limit_req_dry_run").filter(directive -> directive.has("on")).isPresent();
        if (!dry && !place.nearest("limit_req").isEmpty()) {
            return;
        }
        Optional<Directive> include = dry ? Optional.empty() : place.unseen();
        include.ifPresent(unseen -> Nginx.tellUnseen(unseen, verdict));
        if (include.isEmpty()) {
            verdict.violation(place.block().value(), "must have a rate limit, since users sign in there", FIX_RATE);
        }
    }

    /** Locations that only nginx itself goes to are limited where it comes from. */
    private static boolean signsIn(Server server, Scope place, Verdict verdict) {
        return !place.isInternal() && (isAuth(place.path(), verdict)
                || server.names().stream().anyMatch(name -> isAuth(name, verdict))
                || server.target(place).filter(target -> isAuth(target, verdict)).isPresent());
    }

    /** {@code auth.example.com}, {@code /v1/auth/}, {@code nself-prod-auth}: not {@code author}. */
    private static boolean isAuth(String name, Verdict verdict) {
        String firstLabel = name.contains("/") ? name : name.replaceFirst("\\..*", "");
        return Arrays.stream(firstLabel.split("[^a-zA-Z0-9]+")).anyMatch(verdict.setting(AUTH)::contains);
    }

    private static void body(Value size, Verdict verdict) {
        if (size.text().filter(text -> isUnlimited(text, verdict)).isPresent()) {
            verdict.violation(size, problem(verdict), FIX_BODY);
        }
    }

    private static String problem(Verdict verdict) {
        return "must cap request bodies, at " + Math.round(verdict.setting(LARGEST)) + " MiB at most";
    }

    private static boolean isUnlimited(String size, Verdict verdict) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            return false;
        }
        double number = Double.parseDouble(matcher.group("number"));
        double bytes = number * switch (matcher.group("unit")) {
            case "k", "K" -> 1 << 10;
            case "m", "M" -> 1 << 20;
            case "g", "G" -> 1 << 30;
            default -> 1;
        };
        return number == 0 || bytes > verdict.setting(LARGEST) * (1 << 20);
    }
}
