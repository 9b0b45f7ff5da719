package dev.nself.policies.servers;

import dev.nself.policies.types.Program;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code mon-public-metrics}: metrics are for those who run the platform. Published container ports are
 * {@code fw-docker-bind}'s.
 */
final class PublicMetrics {

    private static final Setting<List<String>> PORTS = Setting.texts("ports",
            "ports of metrics, logs, traces and alerts",
            List.of("3100", "3200", "9090", "9093", "9100", "9113", "9121", "9187"));

    private static final Pattern PATH = Pattern.compile("/(.*/)?(metrics|federate|minio/v[23]/metrics.*)(/.*)?");
    private static final String FIX =
            "let Prometheus read it inside the network, and people through a dashboard that asks who they are";

    private PublicMetrics() {}

    static Policy policy() {
        Rule rule = Rule.advisory("mon-public-metrics",
                        "metrics are read inside the network or with a credential",
                        "metrics tell versions, tenants' names, load and every address inside",
                        "CWE-200", "OWASP A05:2021")
                .withSettings(PORTS);
        return Program.policy(rule, Pattern.compile("(?i)minio|storage|s3"), PublicMetrics::storage)
                .on("kubernetes:core/v1:Service", PublicMetrics::service)
                .on("kubernetes:networking.k8s.io/v1:Ingress", PublicMetrics::ingress);
    }

    private static void storage(Program program, Verdict verdict) {
        program.variable("MINIO_PROMETHEUS_AUTH_TYPE", "jwt")
                .filter(type -> type.text().filter("public"::equalsIgnoreCase).isPresent())
                .ifPresent(type -> verdict.violation(type, "must ask for a token",
                        "remove it, and give Prometheus a token: mc admin prometheus generate"));
    }

    private static void service(Resource service, Verdict verdict) {
        Value spec = service.get("spec");
        boolean inside = spec.get("type").text().filter(List.of("LoadBalancer", "NodePort")::contains).isEmpty();
        if (inside || isInternal(service)) {
            return;
        }
        verdict.each(spec.get("ports"), port -> {
            boolean named = port.get("name").text().filter(name -> name.contains("metrics")).isPresent();
            if (named || verdict.setting(PORTS).contains(port.get("port").text().orElse(""))) {
                verdict.violation(port.get("port"), "must not be open to the outside", FIX);
            }
        });
    }

    /** A balancer may stand inside a network: clouds are told so by an annotation. */
    private static boolean isInternal(Resource service) {
        return service.get("metadata").get("annotations").entries().entrySet().stream().anyMatch(annotation ->
                annotation.getKey().matches(
                        ".*(load-balancer-(internal|scheme|type)|internal-load-balancer|use-private-network).*")
                        && annotation.getValue().text().filter(value -> value.matches("(?i)true|internal"))
                                .isPresent());
    }

    private static void ingress(Resource ingress, Verdict verdict) {
        verdict.each(ingress.get("spec").get("rules"), rule -> verdict.each(rule.get("http").get("paths"), path -> {
            if (path.get("path").text().filter(text -> PATH.matcher(text).matches()).isPresent()) {
                verdict.violation(path.get("path"), "must not be open to the outside", FIX);
            }
        }));
    }
}
