package dev.nself.policies.tls;

import dev.nself.policies.types.Ingresses;
import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** The hosts of an Ingress and those that its certificates are for. */
final class IngressHosts {

    private IngressHosts() {}

    /** One that has no TLS at all is {@code tls-public-listener}'s; AWS finds certificates by host itself. */
    static void check(Resource ingress, Verdict verdict) {
        Value tls = ingress.get("spec").get("tls");
        boolean offloaded = Ingresses.nginx(ingress, "force-ssl-redirect").isTrue();
        if (Ingresses.isAlb(ingress) || offloaded || tls.items().isEmpty()) {
            return;
        }
        verdict.each(ingress.get("spec").get("rules"), rule -> {
            Value host = rule.get("host");
            if (host.text().filter(name -> !name.isEmpty() && !hasCertificate(tls, name)).isPresent()) {
                verdict.violation(host, "must be among the hosts of spec.tls",
                        "add the host to spec.tls with the secret of its certificate");
            }
        });
    }

    /** Whether requests for that host end here, with TLS. */
    static boolean isServed(Resource ingress, String host) {
        List<Value> rules = ingress.get("spec").get("rules").items();
        boolean taken = rules.isEmpty() || rules.stream().map(rule -> rule.get("host").text().orElse(""))
                .anyMatch(name -> name.isEmpty() || Certificates.isNamed(List.of(name), host));
        return taken && (Ingresses.isAlb(ingress) || Ingresses.nginx(ingress, "force-ssl-redirect").isTrue()
                || hasCertificate(ingress.get("spec").get("tls"), host));
    }

    private static boolean hasCertificate(Value tls, String host) {
        return tls.items().stream().anyMatch(entry ->
                entry.get("hosts").items().isEmpty() || Certificates.isNamed(entry.get("hosts").texts(), host));
    }
}
