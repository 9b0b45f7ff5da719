package dev.nself.provider.redis;

import dev.nself.provider.store.Member;
import java.util.HashMap;
import java.util.Map;

/**
 * What a Redis server says of itself.
 *
 * @param master whether it takes writes; else it follows {@code masterHost}
 * @param masterHost whom it follows, empty for a master
 * @param masterPort as {@code masterHost}, 0 for a master
 * @param linked whether what it follows is connected and the first copy of the data is complete
 * @param offset how many bytes of the stream of changes it has
 * @param failingOver whether it is just giving its role away
 * @param keys in all databases together
 */
record RedisView(
        boolean master,
        String masterHost,
        int masterPort,
        boolean linked,
        long offset,
        boolean failingOver,
        long keys) {

    /** Reads the answers to {@code INFO replication} and {@code INFO keyspace}. */
    static RedisView of(String info) {
        Map<String, String> values = new HashMap<>();
        info.lines().map(String::strip).filter(line -> line.contains(":")).forEach(line -> {
            int colon = line.indexOf(':');
            values.put(line.substring(0, colon), line.substring(colon + 1));
        });
        if (!values.containsKey("role")) {
            throw new NotReady(info.strip());
        }
        boolean master = values.get("role").equals("master");
        boolean linked = "up".equals(values.get("master_link_status"))
                && "0".equals(values.get("master_sync_in_progress"));
        return new RedisView(
                master,
                values.getOrDefault("master_host", ""),
                Integer.parseInt(values.getOrDefault("master_port", "0")),
                linked,
                Long.parseLong(values.getOrDefault(master ? "master_repl_offset" : "slave_repl_offset", "0")),
                !values.getOrDefault("master_failover_state", "no-failover").equals("no-failover"),
                keys(values));
    }

    boolean follows(Member member) {
        return !master && masterHost.equalsIgnoreCase(member.host()) && masterPort == member.port();
    }

    private static long keys(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().matches("db\\d+"))
                .mapToLong(entry -> Long.parseLong(entry.getValue().replaceFirst(".*?keys=(\\d+).*", "$1")))
                .sum();
    }

    /** The server gives no answer of this kind yet, or never will; its words tell. */
    static final class NotReady extends RuntimeException {
        NotReady(String words) {
            super(words);
        }
    }
}
