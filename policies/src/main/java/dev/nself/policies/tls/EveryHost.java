package dev.nself.policies.tls;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Ingresses;
import dev.nself.policies.types.nginx.Directive;
import dev.nself.policies.types.nginx.Listen;
import dev.nself.policies.types.nginx.Nginx;
import dev.nself.policies.types.nginx.Server;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code tls-every-vhost}: a host that is declared anywhere is served over TLS.
 *
 * <p>Declared are the platform's addresses, the rule's setting, and hosts whose plain server redirects to themselves.
 * Where a stack has neither an nginx nor an Ingress that is in sight, nothing can be said.
 */
final class EveryHost {

    private static final Setting<List<String>> HOSTS = Setting.texts("hosts",
            "hosts that must be served over TLS, besides those that the stack declares", List.of());

    private static final String PLATFORM = "nself:platform:Platform";
    private static final String FIX = "add a server that listens on 443 ssl with this name, or remove the host";

    private EveryHost() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("tls-every-vhost",
                        "every host of a service has a server with TLS and a certificate that names it",
                        "a redirect to a host without TLS ends at another host's page or at a warning of the browser",
                        "nself-org/cli#385")
                .withSettings(HOSTS);
        return new StackPolicy(rule, EveryHost::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        List<Predicate<String>> proxies = new ArrayList<>();
        for (StackResource resource : stack.ofType(Docker.CONTAINER, ConfigFile.CONFIG_MAP)) {
            if (isOutOfSight(resource)) {
                proxies.add(host -> true);
            }
            verdict.about(resource, () -> Nginx.in(resource.resource()).ifPresent(nginx -> {
                proxies.add(answering(nginx));
                new VirtualHosts(nginx, Certificates.of(stack), verdict).check();
            }));
        }
        for (StackResource ingress : stack.ofType(Ingresses.TYPES)) {
            verdict.about(ingress, () -> {
                proxies.add(host -> IngressHosts.isServed(ingress.resource(), host));
                IngressHosts.check(ingress.resource(), verdict);
            });
        }
        if (!proxies.isEmpty()) {
            declared(stack, host -> proxies.stream().anyMatch(proxy -> proxy.test(host)), verdict);
        }
    }

    /** Any host may be served by what is not known yet. */
    private static boolean isOutOfSight(StackResource resource) {
        Value uploads = resource.get("uploads");
        return uploads.isUnknown() || resource.get("data").isUnknown()
                || uploads.items().stream().anyMatch(upload -> upload.get("file").isUnknown());
    }

    private static Predicate<String> answering(Nginx nginx) {
        List<Server> safe = nginx.servers().stream().filter(Server::speaksTls).toList();
        boolean whole = nginx.isWhole() && nginx.all().noneMatch(directive -> directive.name().equals("include"));
        return host -> !whole || safe.stream().anyMatch(server -> server.answers(host));
    }

    private static void declared(Stack stack, Predicate<String> served, Verdict verdict) {
        for (StackResource platform : stack.ofType(PLATFORM)) {
            verdict.about(platform, () -> platform.get("urls").entries().values().forEach(url -> verdict.attempt(() -> {
                if (host(url).filter(host -> !served.test(host)).isPresent()) {
                    verdict.violation(url, "must be a host that a proxy serves over TLS", FIX);
                }
            })));
        }
        verdict.setting(HOSTS).forEach(host -> verdict.attempt(() -> {
            if (!served.test(host)) {
                verdict.violation("host " + host + " must be served over TLS, got no server for it", FIX);
            }
        }));
    }

    private static Optional<String> host(Value url) {
        try {
            return url.text().map(URI::create).map(URI::getHost);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The hosts of one nginx. */
    private record VirtualHosts(Nginx nginx, Certificates certificates, Verdict verdict) {

        void check() {
            nginx.tellUnknown(verdict);
            List<Server> safe = nginx.servers().stream().filter(Server::speaksTls).toList();
            safe.forEach(this::certificate);
            certificates.unnamed(safe).forEach(host -> verdict.violation(host,
                    "must be among the certificate's names", "add the host to the certificate's dnsNames"));
            if (!safe.isEmpty() && nginx.isWhole()) {
                nginx.servers().stream().filter(VirtualHosts::redirectsToItself).forEach(server -> server.hosts()
                        .stream().filter(host -> safe.stream().noneMatch(other -> other.answers(host)))
                        .forEach(host -> missing(server, host)));
            }
        }

        private void certificate(Server server) {
            for (String name : List.of("ssl_certificate", "ssl_certificate_key")) {
                if (!nginx.isWhole() || !server.scope().nearest(name).isEmpty()) {
                    continue;
                }
                Optional<Directive> include = server.scope().unseen();
                include.ifPresent(unseen -> Nginx.tellUnseen(unseen, verdict));
                if (include.isEmpty()) {
                    Listen listen = server.listens().stream().filter(Listen::tls).findFirst().orElseThrow();
                    verdict.violation(listen.directive().value(),
                            "must have a certificate: " + name + " is said nowhere",
                            "add " + name + " to the server or to http");
                }
            }
        }

        private void missing(Server server, String host) {
            Optional<Directive> unseen = nginx.all().filter(directive -> directive.name().equals("include"))
                    .findFirst();
            if (unseen.isPresent()) {
                Nginx.tellUnseen(unseen.get(), verdict);
            } else {
                verdict.violation(Certificates.place(server, host),
                        "must be served over TLS, since its plain server redirects there", FIX);
            }
        }

        private static boolean redirectsToItself(Server server) {
            return server.listens().stream().noneMatch(Listen::tls) && server.scope().block().all()
                    .anyMatch(directive -> List.of("return", "rewrite").contains(directive.name())
                            && directive.argument(1).startsWith("https://$"));
        }
    }
}
