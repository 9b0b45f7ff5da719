package dev.nself.provider.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.exec.Command;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.List;

/** Asks a PostgreSQL server over its local socket; once, since a status does not wait for one that starts. */
final class PostgresQuestion {

    /** In recovery some functions fail, out of it others: each is asked only where it answers. */
    private static final String ASK = """
            SET statement_timeout = '10s';
            SELECT json_build_object(
              'recovery', recovery,
              'timeline', CASE WHEN recovery THEN greatest(
                  (SELECT timeline_id FROM pg_control_checkpoint()),
                  (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
                  (SELECT received_tli FROM pg_stat_wal_receiver))
                ELSE ('x' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8))::bit(32)::int END,
              'position', here - '0/0',
              'receiver', (SELECT status FROM pg_stat_wal_receiver),
              'fenced', EXISTS (SELECT FROM pg_file_settings
                                WHERE name = 'default_transaction_read_only' AND setting = 'on'
                                  AND sourcefile LIKE '%postgresql.auto.conf')
                     OR EXISTS (SELECT FROM pg_hba_file_rules WHERE type = 'host' AND auth_method = 'reject'
                                  AND database = '{all}' AND user_name = '{all}' AND address = 'all'),
              'followers', (SELECT json_agg(json_build_object(
                  'name', application_name, 'sync', sync_state, 'lag', here - replay_lsn) ORDER BY application_name)
                FROM pg_stat_replication),
              'slots', (SELECT json_agg(json_build_object(
                  'name', slot_name, 'active', active, 'held', here - restart_lsn, 'status', wal_status)
                  ORDER BY slot_name)
                FROM pg_replication_slots WHERE NOT temporary))
            FROM (SELECT pg_is_in_recovery() AS recovery, CASE WHEN pg_is_in_recovery()
                    THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END AS here) AS self;
            """;

    private PostgresQuestion() {}

    static PostgresView ask(Inspected found) {
        if (!found.runs()) {
            return PostgresView.without(found.server(), "stopped", found.health());
        }
        String superuser = found.variable("POSTGRES_USER", "postgres");
        try {
            List<String> psql = List.of("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", superuser,
                    "-d", "postgres", "-f", "-");
            Command.Result result = found.exec(superuser, psql, ASK);
            if (!result.ok()) {
                return PostgresView.without(found.server(), "unknown", firstLine(result.errors()));
            }
            return read(found.server(), new ObjectMapper().readTree(result.output()));
        } catch (ResourceFailure | JsonProcessingException e) {
            return PostgresView.without(found.server(), "unknown", firstLine(e.getMessage()));
        }
    }

    static PostgresView read(String server, JsonNode seen) {
        boolean standby = seen.path("recovery").asBoolean();
        String state = standby
                ? seen.path("receiver").isTextual() ? seen.path("receiver").asText() : "not streaming"
                : seen.path("fenced").asBoolean() ? "fenced" : "running";
        List<PostgresView.Follower> followers = new ArrayList<>();
        seen.path("followers").forEach(follower -> followers.add(new PostgresView.Follower(
                follower.path("name").asText(), follower.path("sync").asText(), number(follower.path("lag")))));
        List<PostgresView.Slot> slots = new ArrayList<>();
        seen.path("slots").forEach(slot -> slots.add(new PostgresView.Slot(
                server, slot.path("name").asText(), slot.path("active").asBoolean(), number(slot.path("held")),
                slot.path("status").isNull() ? "" : slot.path("status").asText())));
        return new PostgresView(server, standby ? "standby" : "primary", state, seen.path("timeline").asInt(),
                number(seen.path("position")), followers, slots);
    }

    private static Long number(JsonNode value) {
        return value.isNumber() ? Long.valueOf(Math.max(0, value.asLong())) : null;
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("no answer");
    }
}
