package dev.nself.policies.tls;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.ImageName;
import dev.nself.policies.types.Ingresses;
import dev.nself.policies.types.LoadBalancing;
import dev.nself.policies.types.nginx.Directive;
import dev.nself.policies.types.nginx.Listen;
import dev.nself.policies.types.nginx.Nginx;
import dev.nself.policies.types.nginx.Server;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code tls-min-version}: versions and ciphers that nobody can break. */
final class MinVersion {

    private static final Set<String> OLD = Set.of("SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1");

    /** The first that offers no TLSv1 and TLSv1.1 unless told so. */
    private static final String NGINX = "1.27.3";

    /** AWS's own table: what these names begin with offers TLS 1.2 and newer only. */
    private static final Pattern POLICIES = Pattern.compile("ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-.+");
    private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    private static final String FIX_POLICY = "set it to " + POLICY;
    private static final String FIX = "name TLSv1.2 and TLSv1.3 only";

    private MinVersion() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("tls-min-version",
                "TLS is offered in version 1.2 and newer only, without weak ciphers",
                "older versions and ciphers can be broken or talked down to by whoever sits on the way",
                "CKV_AWS_103", "AWS-0047", "CISP 6.10", "CIS NGINX 4.1.4", "RFC 8996");
        ResourcePolicy policy = ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, MinVersion::docker)
                .on(ConfigFile.CONFIG_MAP, MinVersion::configMap)
                .on(Ingresses.TYPES, MinVersion::ingress)
                .on(LoadBalancing.LISTENERS, MinVersion::listener);
        for (String type : LoadBalancing.LISTENERS) {
            policy = policy.remedy(type, MinVersion::remedied);
        }
        return policy;
    }

    private static void docker(Resource container, Verdict verdict) {
        Nginx.in(container).ifPresent(nginx -> nginx(nginx, offersOldUnlessTold(container), verdict));
    }

    private static void configMap(Resource map, Verdict verdict) {
        verdict.attempt(() -> versions(map.get("data").get("ssl-protocols"), verdict));
        verdict.attempt(() -> ciphers(map.get("data").get("ssl-ciphers"), verdict));
        Nginx.in(map).ifPresent(nginx -> nginx(nginx, true, verdict));
    }

    private static void ingress(Resource ingress, Verdict verdict) {
        verdict.attempt(() -> versions(Ingresses.nginx(ingress, "proxy-ssl-protocols"), verdict));
        verdict.attempt(() -> ciphers(Ingresses.nginx(ingress, "ssl-ciphers"), verdict));
        verdict.attempt(() -> {
            Value policy = Ingresses.alb(ingress, "ssl-policy");
            if (policy.text().filter(name -> !POLICIES.matcher(name).matches()).isPresent()) {
                verdict.violation(policy, "must be a policy from TLS 1.2 on", FIX_POLICY);
            }
        });
    }

    private static void listener(Resource listener, Verdict verdict) {
        if (isWeak(listener)) {
            verdict.violation(listener.get("sslPolicy"),
                    "must be a policy from TLS 1.2 on; without one AWS takes ELBSecurityPolicy-2016-08", FIX_POLICY);
        }
    }

    private static Value remedied(Resource listener, Verdict verdict) {
        return isWeak(listener) ? listener.properties().with("sslPolicy", POLICY) : listener.properties();
    }

    private static boolean isWeak(Resource listener) {
        return List.of("HTTPS", "TLS").contains(LoadBalancing.protocol(listener.properties()))
                && listener.get("sslPolicy").text().filter(name -> POLICIES.matcher(name).matches()).isEmpty();
    }

    private static void nginx(Nginx nginx, boolean oldUnlessTold, Verdict verdict) {
        nginx.tellUnknown(verdict);
        nginx.all().forEach(directive -> {
            if (directive.name().endsWith("ssl_protocols")
                    || directive.name().equals("ssl_conf_command") && directive.has("MinProtocol")) {
                versions(directive, verdict);
            } else if (directive.name().endsWith("ssl_ciphers")) {
                ciphers(directive.value(), directive.argument(0), verdict);
            }
        });
        if (nginx.isWhole()) {
            nginx.servers().stream().filter(Server::speaksTls)
                    .filter(server -> server.scope().nearest("ssl_protocols").isEmpty())
                    .findFirst().ifPresent(server -> unsaid(server, oldUnlessTold, verdict));
        }
    }

    private static void versions(Directive directive, Verdict verdict) {
        if (directive.arguments().stream().anyMatch(OLD::contains)) {
            verdict.violation(directive.value(), "must be TLSv1.2 and newer only", FIX);
        }
    }

    private static void unsaid(Server server, boolean oldUnlessTold, Verdict verdict) {
        Optional<Directive> include = server.scope().unseen();
        include.ifPresent(unseen -> Nginx.tellUnseen(unseen, verdict));
        if (include.isEmpty() && oldUnlessTold) {
            Directive listen = server.listens().stream().filter(Listen::tls).findFirst().orElseThrow().directive();
            verdict.violation(listen.value(),
                    "must say which versions are offered: nginx before " + NGINX + " offers TLSv1 and TLSv1.1 too",
                    "add to http: ssl_protocols TLSv1.2 TLSv1.3");
        }
    }

    private static void versions(Value given, Verdict verdict) {
        if (Arrays.stream(given.text().orElse("").split("\\s+")).anyMatch(OLD::contains)) {
            verdict.violation(given, "must be TLSv1.2 and newer only", FIX);
        }
    }

    private static void ciphers(Value given, Verdict verdict) {
        ciphers(given, given.text().orElse(""), verdict);
    }

    private static void ciphers(Value given, String list, Verdict verdict) {
        if (Ciphers.weak(list).isPresent()) {
            verdict.violation(given, "must offer no weak cipher",
                    "remove it, or leave out what is weak: " + String.join(", ", Ciphers.NAMES));
        }
    }

    /** An image that is known by its content only may be of any version. */
    private static boolean offersOldUnlessTold(Resource container) {
        Value image = container.get("image");
        return image.isUnknown() || image.text().flatMap(ImageName::of)
                .filter(name -> name.repository().endsWith("nginx") || name.repository().endsWith("nginx-unprivileged"))
                .filter(name -> name.version().length > 0 && !name.isOlderThan(NGINX))
                .isEmpty();
    }
}
