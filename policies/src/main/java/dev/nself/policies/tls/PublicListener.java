package dev.nself.policies.tls;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Ingresses;
import dev.nself.policies.types.Published;
import dev.nself.policies.types.nginx.Listen;
import dev.nself.policies.types.nginx.Nginx;
import dev.nself.policies.types.nginx.Server;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * {@code tls-public-listener}: what the internet reaches without TLS does nothing but redirect.
 *
 * <p>A container's server is public when its port is published beyond loopback and private addresses. A ConfigMap does
 * not say who is reached through it: there, a host that is served over TLS must not be served in plain as well.
 */
final class PublicListener {

    private static final String FIX_SWITCH = "remove it: redirecting is what the controller does by itself";

    private PublicListener() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("tls-public-listener",
                        "a proxy's public port without TLS does nothing but redirect to https",
                        "a password or token sent once in plain is read by every network on the way",
                        "CKV_AWS_2", "CKV2_AWS_20", "AWS-0054", "CIS NGINX 4.1.1")
                .withSeverity(Severity.CRITICAL);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, PublicListener::docker)
                .on(ConfigFile.CONFIG_MAP, PublicListener::configMap)
                .on(Ingresses.TYPES, PublicIngress::check);
    }

    private static void docker(Resource container, Verdict verdict) {
        Nginx.in(container).ifPresent(nginx -> {
            readable(nginx, verdict);
            verdict.attempt(() -> {
                Published published = Published.by(container);
                plain(nginx, server -> true, listen -> published.isOpen(listen.first(), listen.last()), verdict);
            });
        });
    }

    private static void configMap(Resource map, Verdict verdict) {
        verdict.attempt(() -> controller(map, verdict));
        Nginx.in(map).ifPresent(nginx -> {
            readable(nginx, verdict);
            Set<String> safe = nginx.servers().stream().filter(Server::speaksTls)
                    .flatMap(server -> server.names().stream()).filter(name -> !name.equals("_"))
                    .collect(Collectors.toSet());
            plain(nginx, server -> server.speaksTls() || server.names().stream().anyMatch(safe::contains),
                    listen -> true, verdict);
        });
    }

    /** The settings of ingress-nginx and of the NGINX Ingress Controller. */
    private static void controller(Resource map, Verdict verdict) {
        Value redirect = map.get("data").get("ssl-redirect");
        boolean otherwise = List.of("force-ssl-redirect", "redirect-to-https").stream()
                .anyMatch(name -> map.get("data").get(name).text().filter("true"::equalsIgnoreCase).isPresent());
        if (!otherwise && redirect.text().filter("false"::equalsIgnoreCase).isPresent()) {
            verdict.violation(redirect, "must not be off: hosts with a certificate are then served in plain too",
                    FIX_SWITCH);
        }
    }

    /** nginx refuses to start with a file it cannot read, and no other rule can say what is in it. */
    private static void readable(Nginx nginx, Verdict verdict) {
        nginx.tellUnknown(verdict);
        nginx.unreadable().stream().filter(file -> !file.template()).forEach(file ->
                verdict.violation(file.value(), "must be a configuration that nginx can read",
                        "put the file right: nginx -t names the place"));
        nginx.unreadable().stream().filter(file -> file.template()).forEach(file -> file.tell(verdict));
    }

    private static void plain(Nginx nginx, Predicate<Server> servers, Predicate<Listen> open, Verdict verdict) {
        nginx.servers().stream().filter(servers).forEach(server -> {
            Optional<Listen> plain = server.listens().stream()
                    .filter(listen -> !listen.tls() && !listen.isLocal() && open.test(listen)).findFirst();
            plain.ifPresent(listen -> new PlainServer(server, listen, verdict).check());
        });
    }
}
