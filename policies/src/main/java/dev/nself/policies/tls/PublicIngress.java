package dev.nself.policies.tls;

import dev.nself.policies.types.Ingresses;
import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An Ingress: has TLS, and redirects to it. */
final class PublicIngress {

    private static final Pattern PLAIN = Pattern.compile("\"HTTP\"\\s*:");

    /** Certificates that are named beside the specification. */
    private static final List<String> CERTIFICATES = List.of(
            "ingress.gcp.kubernetes.io/pre-shared-cert", "networking.gke.io/managed-certificates",
            "kubernetes.io/ingress.allow-http");

    private PublicIngress() {}

    static void check(Resource ingress, Verdict verdict) {
        if (Ingresses.isInternal(ingress)) {
            verdict.notApplicable("for clients of the network itself");
        } else if (Ingresses.isAlb(ingress)) {
            balancer(ingress, verdict);
        } else {
            controller(ingress, verdict);
        }
    }

    /** It listens on port 80 unless it has a certificate or is told otherwise, and redirects only when told. */
    private static void balancer(Resource ingress, Verdict verdict) {
        Value ports = Ingresses.alb(ingress, "listen-ports");
        boolean plain = ports.text().map(text -> PLAIN.matcher(text).find())
                .orElse(Ingresses.alb(ingress, "certificate-arn").isAbsent());
        Value redirect = Ingresses.alb(ingress, "ssl-redirect");
        if (plain && redirect.text().isEmpty()) {
            verdict.violation(redirect, "must name the port that plain requests are redirected to",
                    "set the annotation alb.ingress.kubernetes.io/ssl-redirect to \"443\""
                            + " and listen-ports to [{\"HTTP\":80},{\"HTTPS\":443}]");
        }
    }

    private static void controller(Resource ingress, Verdict verdict) {
        boolean forced = isOn(Ingresses.nginx(ingress, "force-ssl-redirect"))
                || isOn(annotation(ingress, "nginx.org/redirect-to-https"));
        if (forced) {
            return;
        }
        Stream.of(Ingresses.nginx(ingress, "ssl-redirect"), annotation(ingress, "nginx.org/ssl-redirect"),
                        annotation(ingress, "ingress.kubernetes.io/ssl-redirect"))
                .filter(redirect -> redirect.text().filter("false"::equalsIgnoreCase).isPresent())
                .forEach(redirect -> verdict.violation(redirect,
                        "must not be off: the hosts are then served in plain too",
                        "remove the annotation"));
        verdict.attempt(() -> {
            Value tls = ingress.get("spec").get("tls");
            if (tls.items().isEmpty() && !hasTlsBeside(ingress)) {
                verdict.violation(tls, "must be given: without it all hosts are served in plain",
                        "add spec.tls with the hosts and the secret of their certificate");
            }
        });
    }

    private static boolean hasTlsBeside(Resource ingress) {
        return isOn(annotation(ingress, "traefik.ingress.kubernetes.io/router.tls"))
                || annotation(ingress, "traefik.ingress.kubernetes.io/router.entrypoints").text()
                        .filter("websecure"::equals).isPresent()
                || CERTIFICATES.stream().anyMatch(name -> annotation(ingress, name).text()
                        .filter(text -> !text.equals("true")).isPresent());
    }

    private static boolean isOn(Value annotation) {
        return annotation.text().filter("true"::equalsIgnoreCase).isPresent();
    }

    private static Value annotation(Resource ingress, String name) {
        return Ingresses.annotation(ingress, name);
    }
}
