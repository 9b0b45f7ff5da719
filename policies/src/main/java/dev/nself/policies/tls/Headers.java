package dev.nself.policies.tls;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.ConfigFile;
import dev.nself.policies.types.Docker;
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
import java.util.List;
import java.util.Optional;

/** {@code tls-hsts-headers}: browsers are told to come back over TLS only, and odd headers go no further. */
final class Headers {

    /** What browsers' preload lists ask for is a year; a few months already cover those who come back at all. */
    private static final Setting<Double> LEAST = Setting.number("leastDays",
            "days that browsers must be told to remember TLS for, at least", 1, 180);

    private static final String FIX =
            "add_header Strict-Transport-Security \"max-age=31536000; includeSubDomains\" always";

    private Headers() {}

    static Policy policy() {
        Rule rule = Rule.advisory("tls-hsts-headers",
                        "answers over TLS carry Strict-Transport-Security, and invalid headers are dropped",
                        "a visit begins in plain without the header, and servers disagree on what odd headers mean",
                        "CKV_AWS_131", "AWS-0052", "CIS NGINX 4.1.8")
                .withSettings(LEAST);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, Headers::docker)
                .on(ConfigFile.CONFIG_MAP, Headers::configMap)
                .on(Aws.LOAD_BALANCERS, Headers::balancer);
    }

    private static void docker(Resource container, Verdict verdict) {
        Nginx.in(container).ifPresent(nginx -> {
            if (Published.by(container).anything()) {
                nginx(nginx, verdict);
            }
        });
    }

    /** The settings of ingress-nginx, or an nginx of one's own. */
    private static void configMap(Resource map, Verdict verdict) {
        verdict.attempt(() -> {
            Value hsts = map.get("data").get("hsts");
            if (hsts.text().filter("false"::equalsIgnoreCase).isPresent()) {
                verdict.violation(hsts, "must not be off",
                        "remove it: the header is what the controller sends by itself");
            }
        });
        verdict.attempt(() -> {
            Value age = map.get("data").get("hsts-max-age");
            if (age.number().filter(seconds -> seconds < StrictTransport.seconds(verdict.setting(LEAST))).isPresent()) {
                verdict.violation(age, tooShort(verdict), "set it to 31536000");
            }
        });
        Nginx.in(map).ifPresent(nginx -> nginx(nginx, verdict));
    }

    /** Network load balancers see no headers. */
    private static void balancer(Resource balancer, Verdict verdict) {
        if (balancer.get("loadBalancerType").text().filter(type -> !type.equals("application")).isPresent()) {
            verdict.notApplicable("no application load balancer");
            return;
        }
        Value drops = balancer.get("dropInvalidHeaderFields");
        if (!drops.isTrue()) {
            verdict.violation(drops, "must be true",
                    "set dropInvalidHeaderFields to true; headers with an underscore are dropped then too");
        }
    }

    private static void nginx(Nginx nginx, Verdict verdict) {
        nginx.tellUnknown(verdict);
        nginx.all().filter(directive -> directive.name().equals("ignore_invalid_headers") && directive.has("off"))
                .forEach(directive -> verdict.violation(directive.value(), "must not be off",
                        "remove it: nginx drops invalid headers by itself"));
        if (nginx.isWhole()) {
            StrictTransport headers = new StrictTransport(nginx);
            List<Server> servers = nginx.servers().stream().filter(Server::speaksTls).toList();
            // A file of headers is mostly included by many servers.
            servers.stream().flatMap(server -> server.scopes().stream())
                    .flatMap(scope -> scope.nearest("add_header").stream())
                    .distinct().filter(header -> headers.isShort(header, verdict.setting(LEAST)))
                    .forEach(header -> verdict.violation(header.value(), tooShort(verdict), FIX));
            servers.forEach(server -> server(server, headers, verdict));
        }
    }

    private static void server(Server server, StrictTransport headers, Verdict verdict) {
        if (!headers.isSentBy(server.scope())) {
            List<Scope> locations = server.scope().locations();
            if (locations.isEmpty() || !locations.stream().allMatch(headers::isSentBy)) {
                missing(server.scope(), server.listens().get(0).directive(),
                        "must send Strict-Transport-Security", verdict);
            }
            return;
        }
        server.scope().locations().stream().filter(location -> !headers.isSentBy(location)).forEach(location ->
                missing(location, location.block(),
                        "must repeat Strict-Transport-Security: its own add_header replaces those around it", verdict));
    }

    private static void missing(Scope scope, Directive place, String problem, Verdict verdict) {
        Optional<Directive> include = scope.unseen();
        include.ifPresent(unseen -> Nginx.tellUnseen(unseen, verdict));
        if (include.isEmpty()) {
            verdict.violation(place.value(), problem, FIX);
        }
    }

    private static String tooShort(Verdict verdict) {
        return "must be remembered for " + Math.round(verdict.setting(LEAST)) + " days at least";
    }
}
