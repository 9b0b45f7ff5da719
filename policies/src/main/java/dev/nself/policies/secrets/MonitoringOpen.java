package dev.nself.policies.secrets;

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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code sec-monitoring-open}: a public route to a service that asks nobody who they are asks itself.
 *
 * <p>Grafana asks by itself; that it lets in nobody without a name is {@code sec-console-off}'s.
 */
final class MonitoringOpen {

    private static final Setting<List<String>> SERVICES = Setting.texts("services",
            "services that ask for no credential, by a word of their name",
            List.of("alertmanager", "cadvisor", "exporter", "jaeger", "loki", "mimir", "prometheus", "pushgateway",
                    "tempo", "thanos"));

    private static final List<String> ASKING =
            List.of("auth_basic", "auth_request", "auth_jwt", "auth_oidc", "auth_digest");

    private static final List<String> ANNOTATIONS = List.of(
            "nginx.ingress.kubernetes.io/auth-url",
            "nginx.ingress.kubernetes.io/auth-type",
            "nginx.ingress.kubernetes.io/auth-tls-secret",
            "nginx.ingress.kubernetes.io/whitelist-source-range",
            "nginx.ingress.kubernetes.io/allowlist-source-range",
            "nginx.ingress.kubernetes.io/denylist-source-range",
            "nginx.org/basic-auth-secret",
            "alb.ingress.kubernetes.io/auth-type",
            "alb.ingress.kubernetes.io/inbound-cidrs",
            "traefik.ingress.kubernetes.io/router.middlewares");

    private static final String FIX =
            "add auth_basic or auth_request, allow private addresses only, or remove the route";

    private MonitoringOpen() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("sec-monitoring-open",
                        "a public route to a monitoring service that asks for no credential asks for one itself",
                        "metrics and logs name every host, query and user, and anyone can stop some of these services",
                        "CWE-306", "CWE-200", "OWASP A05:2021")
                .withSettings(SERVICES);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, MonitoringOpen::docker)
                .on(Ingresses.TYPES, MonitoringOpen::ingress);
    }

    private static void docker(Resource container, Verdict verdict) {
        Nginx.in(container).ifPresent(nginx -> {
            nginx.tellUnknown(verdict);
            Published published = Published.by(container);
            nginx.servers().stream().filter(server -> isPublic(server, published)).forEach(server ->
                    server.passing().stream().filter(place -> leadsToOne(nginx, server, place, verdict))
                            .forEach(place -> asks(place, verdict)));
        });
    }

    private static boolean isPublic(Server server, Published published) {
        return server.listens().stream()
                .anyMatch(listen -> !listen.isLocal() && published.isOpen(listen.first(), listen.last()));
    }

    private static void asks(Scope place, Verdict verdict) {
        if (place.isInternal() || isGuarded(place)) {
            return;
        }
        Optional<Directive> include = place.unseen();
        include.ifPresent(unseen -> Nginx.tellUnseen(unseen, verdict));
        if (include.isEmpty()) {
            verdict.violation(place.pass().orElseThrow().value(),
                    "must ask for a credential, since the service behind it does not", FIX);
        }
    }

    private static boolean isGuarded(Scope place) {
        boolean asks = ASKING.stream()
                .anyMatch(name -> place.one(name).filter(directive -> !directive.has("off")).isPresent());
        boolean certificate = place.one("ssl_verify_client").filter(directive -> directive.has("on")).isPresent();
        boolean closed = place.nearest("deny").stream().anyMatch(deny -> deny.has("all"))
                && place.nearest("allow").stream().noneMatch(allow -> allow.has("all"));
        return asks || certificate || closed;
    }

    private static boolean leadsToOne(Nginx nginx, Server server, Scope place, Verdict verdict) {
        Optional<String> target = server.target(place);
        Stream<String> behind = target.stream().flatMap(name -> nginx.all()
                .filter(upstream -> upstream.name().equals("upstream") && upstream.argument(0).equalsIgnoreCase(name))
                .flatMap(upstream -> upstream.block().stream())
                .filter(member -> member.name().equals("server"))
                .map(member -> member.argument(0)));
        return Stream.concat(target.stream(), behind).anyMatch(name -> isOne(name, verdict));
    }

    private static void ingress(Resource ingress, Verdict verdict) {
        if (Ingresses.isInternal(ingress)) {
            verdict.notApplicable("for clients of the network itself");
            return;
        }
        boolean guarded = ANNOTATIONS.stream().anyMatch(name ->
                Ingresses.annotation(ingress, name).text().filter(text -> !text.isEmpty() && !text.equals("none"))
                        .isPresent());
        for (Value service : Ingresses.services(ingress)) {
            verdict.attempt(() -> {
                if (!guarded && service.text().filter(name -> isOne(name, verdict)).isPresent()) {
                    verdict.violation(service, "must be behind a credential, since it asks for none itself",
                            "set the annotations nginx.ingress.kubernetes.io/auth-type and auth-secret, or remove it");
                }
            });
        }
    }

    /** {@code prometheus}, {@code nself-prod-loki}, {@code kube-prometheus-stack-alertmanager.monitoring.svc:9093}. */
    private static boolean isOne(String name, Verdict verdict) {
        String firstLabel = name.toLowerCase(Locale.ROOT).replaceFirst("[.:].*", "");
        // The chart's release lends its name to Grafana too: kube-prometheus-stack-grafana.
        return !firstLabel.endsWith("grafana")
                && Arrays.stream(firstLabel.split("[^a-z0-9]+")).anyMatch(verdict.setting(SERVICES)::contains);
    }
}
