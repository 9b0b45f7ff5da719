package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Types of Kubernetes that publish hosts, and how their properties are read. */
public final class Ingresses {

    public static final List<String> TYPES = List.of(
            "kubernetes:networking.k8s.io/v1:Ingress",
            "kubernetes:networking.k8s.io/v1beta1:Ingress",
            "kubernetes:extensions/v1beta1:Ingress");

    private static final String ALB = "alb.ingress.kubernetes.io/";

    private Ingresses() {}

    /** Of {@code ingress-nginx}: {@code ssl-redirect} and so on. */
    public static Value nginx(Resource ingress, String name) {
        return annotation(ingress, "nginx.ingress.kubernetes.io/" + name);
    }

    /** Of the AWS load balancer controller: {@code scheme} and so on. */
    public static Value alb(Resource ingress, String name) {
        return annotation(ingress, ALB + name);
    }

    public static Value annotation(Resource ingress, String name) {
        return ingress.get("metadata").get("annotations").get(name);
    }

    /** The class of controllers that serve it, in lower case; empty for the cluster's own choice. */
    public static String controller(Resource ingress) {
        return ingress.get("spec").get("ingressClassName").text()
                .or(() -> annotation(ingress, "kubernetes.io/ingress.class").text()).orElse("")
                        .toLowerCase(Locale.ROOT);
    }

    public static boolean isAlb(Resource ingress) {
        return controller(ingress).contains("alb")
                || ingress.get("metadata").get("annotations").entries().keySet().stream()
                        .anyMatch(name -> name.startsWith(ALB));
    }

    /** Whether it is for the network's own clients, as far as its class and annotations say. */
    public static boolean isInternal(Resource ingress) {
        return isAlb(ingress)
                ? alb(ingress, "scheme").text().filter("internet-facing"::equals).isEmpty()
                : controller(ingress).contains("internal") || controller(ingress).contains("private");
    }

    /** The names of services that it hands requests to, with where they are said. */
    public static List<Value> services(Resource ingress) {
        List<Value> services = new ArrayList<>();
        Value spec = ingress.get("spec");
        List<Value> backends = new ArrayList<>(List.of(spec.get("defaultBackend"), spec.get("backend")));
        spec.get("rules").items().forEach(rule ->
                rule.get("http").get("paths").items().forEach(path -> backends.add(path.get("backend"))));
        backends.forEach(backend -> {
            services.add(backend.get("service").get("name"));
            services.add(backend.get("serviceName"));
        });
        return services.stream().filter(name -> !name.isAbsent()).toList();
    }
}
