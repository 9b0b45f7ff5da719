package dev.nself.policies.tls;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which hosts are on a program's own server, so that what it tells them is on no network between servers.
 *
 * <p>Loopback addresses, names under {@code localhost} and paths of sockets are, anywhere. So is a name without a dot
 * in a Docker container: Docker's own name server answers it, with containers that share one of its networks, and
 * those are on one server. A name that the container's {@code hosts} points elsewhere is not, nor is any address.
 * In Kubernetes a name without a dot is a Service, whose pods may run on any node.
 *
 * <p>A proxy container that takes a connection to another server is not seen.
 */
final class Reach {

    private final boolean namesAreLocal;
    private final Set<String> elsewhere;

    private Reach(boolean namesAreLocal, Set<String> elsewhere) {
        this.namesAreLocal = namesAreLocal;
        this.elsewhere = elsewhere;
    }

    /** Calls the check with the variables of each container that the resource runs. */
    static void each(Resource resource, Verdict verdict, BiConsumer<Map<String, Value>, Reach> check) {
        if (!resource.type().equals(Docker.CONTAINER)) {
            Reach pods = new Reach(false, Set.of());
            Kubernetes.containers(resource).forEach(container ->
                    verdict.attempt(() -> check.accept(Kubernetes.environment(container), pods)));
            return;
        }
        Set<String> elsewhere = new HashSet<>();
        for (Value entry : resource.get("hosts").items()) {
            String address = entry.get("ip").text().orElse("");
            if (!isLoopback(address) && !address.equals("host-gateway")) {
                entry.get("host").text().map(name -> name.toLowerCase(Locale.ROOT)).ifPresent(elsewhere::add);
            }
        }
        check.accept(Docker.environment(resource.properties()), new Reach(true, elsewhere));
    }

    /** Whether the host, which may have a port, is on the same server. */
    boolean isLocal(String hostAndPort) {
        String host = hostAndPort.toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)](:\\d*)?$", "$1");
        host = host.matches("[^:]*:\\d*") ? host.substring(0, host.indexOf(':')) : host;
        if (host.isEmpty() || host.startsWith("/") || host.startsWith("%2f") || isLoopback(host)
                || host.equals("host.docker.internal")) {
            return true;
        }
        return namesAreLocal && !host.contains(".") && !host.contains(":") && !elsewhere.contains(host);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || host.matches("127(\\.\\d+){3}")
                || host.equals("::1");
    }
}
