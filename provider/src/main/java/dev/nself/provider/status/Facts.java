package dev.nself.provider.status;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one engine, or all of them, tell. The records are the rows of the tables and the objects of the JSON document.
 *
 * @param servers the servers, reached or not
 * @param containers the stack's containers
 * @param certificates what the proxies show
 * @param postgres the database's members as each sees itself
 * @param redis the cache's servers
 * @param firewalls packet filters
 * @param keptVolumes data that no container uses
 */
record Facts(
        List<Server> servers,
        List<Running> containers,
        List<Certificate> certificates,
        List<PostgresView> postgres,
        List<Redis> redis,
        List<Firewall> firewalls,
        List<KeptVolume> keptVolumes) {

    /**
     * A server.
     *
     * @param address its engine's, without keys; empty for the engine of the environment
     * @param engine the engine's version; empty when it was not reached
     * @param problem why it was not reached; empty when it was
     */
    record Server(String server, String address, boolean reachable, String engine, String problem) {}

    /** A container; {@code health} is the engine's state of it where it has no health check. */
    record Running(String server, String service, String container, String image, String health, int restarts) {

        /** One without a health check counts while it runs. */
        boolean well() {
            return health.equals("healthy") || health.equals("running");
        }
    }

    /** A certificate; {@code until} in UTC, {@code days} from now, negative when it has ended. */
    record Certificate(String server, String until, int days, String signedBy) {}

    /**
     * A Redis server.
     *
     * @param role {@code primary}, {@code replica}, {@code stopped} or {@code unknown}
     * @param state of a primary {@code N replicas}, of a replica its link's; else what is wrong
     * @param follows host and port of a replica's primary; else empty
     */
    record Redis(String server, String role, String state, String follows) {

        boolean well() {
            return role.equals("primary") || role.equals("replica") && state.equals("link up");
        }
    }

    /**
     * A server's packet filter.
     *
     * @param state {@code confirmed}, {@code refused}, {@code unconfirmed}, {@code stopped} or {@code unknown}
     * @param open what is let in
     * @param problems what is not as it was set
     */
    record Firewall(String server, String state, List<String> open, List<String> problems) {

        boolean well() {
            return state.equals("confirmed") && problems.isEmpty();
        }
    }

    /** A data volume that no container uses; {@code removal} is the command that deletes it for good. */
    record KeptVolume(String server, String volume, String removal) {}

    static Facts onlyServers(List<Server> servers) {
        return new Facts(servers, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static Facts together(List<Facts> all) {
        return new Facts(
                collect(all, Facts::servers), collect(all, Facts::containers), collect(all, Facts::certificates),
                collect(all, Facts::postgres), collect(all, Facts::redis), collect(all, Facts::firewalls),
                collect(all, Facts::keptVolumes));
    }

    private static <T> List<T> collect(List<Facts> all, Function<Facts, List<T>> part) {
        List<T> collected = new ArrayList<>();
        all.forEach(facts -> collected.addAll(part.apply(facts)));
        return List.copyOf(collected);
    }
}
