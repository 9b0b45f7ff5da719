package dev.nself.policies.tls;

import dev.nself.policies.types.nginx.Directive;
import dev.nself.policies.types.nginx.Server;
import dev.nself.policy.Stack;
import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names on the certificates that a stack makes.
 *
 * @param names those of each certificate
 */
record Certificates(List<List<String>> names) {

    /** Certificates and requests whose names are in {@code dnsNames}. */
    private static final List<String> TYPES =
            List.of("nself:index:Certificate", "tls:index/certRequest:CertRequest",
                    "tls:index/selfSignedCert:SelfSignedCert");

    static Certificates of(Stack stack) {
        return new Certificates(stack.ofType(TYPES).stream()
                .map(certificate -> certificate.get("dnsNames"))
                .filter(names -> !names.isUnknown() && names.items().stream().noneMatch(Value::isUnknown))
                .map(Value::texts)
                .toList());
    }

    /**
     * Hosts that no certificate names, although one of the stack's certificates names others that are served with the
     * same file. A file that none of them fits comes from elsewhere.
     */
    List<Value> unnamed(List<Server> servers) {
        Map<String, List<Server>> byFile = new LinkedHashMap<>();
        servers.forEach(server -> server.scope().one("ssl_certificate").ifPresent(file ->
                byFile.computeIfAbsent(file.argument(0), path -> new ArrayList<>()).add(server)));
        List<Value> unnamed = new ArrayList<>();
        for (List<Server> group : byFile.values()) {
            List<String> fitting = names.stream()
                    .filter(all -> group.stream().flatMap(server -> server.hosts().stream())
                            .anyMatch(host -> isNamed(all, host)))
                    .flatMap(List::stream).toList();
            if (!fitting.isEmpty()) {
                group.forEach(server -> server.hosts().stream().filter(host -> !isNamed(fitting, host))
                        .forEach(host -> unnamed.add(place(server, host))));
            }
        }
        return unnamed;
    }

    /** Whether one of the names is the host's, or a wildcard for its first label. */
    static boolean isNamed(List<String> names, String host) {
        int dot = host.indexOf('.');
        return names.contains(host) || dot > 0 && names.contains("*" + host.substring(dot));
    }

    /** Where the host is named. */
    static Value place(Server server, String host) {
        Directive directive = server.scope().own("server_name").stream()
                .filter(names -> names.arguments().stream().anyMatch(host::equalsIgnoreCase)).findFirst()
                .orElse(server.scope().block());
        return directive.value(host);
    }
}
