package dev.nself.provider.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Psql;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.exec.VolumeName;
import dev.nself.provider.postgres.Sighting.Standing;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at every place where data of the platform may be; changes nothing. */
record Observer(Call call, Cluster cluster) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A crashed primary has records after its last checkpoint that its control file says nothing of. */
    private static final Set<String> FINAL = Set.of("shut down", "shut down in recovery", "in archive recovery");

    /** In recovery some functions fail, out of it others: each is asked only where it answers. */
    private static final String ASK = """
            SELECT json_build_object(
              'systemIdentifier', (SELECT system_identifier::text FROM pg_control_system()),
              'recovery', recovery,
              'version', current_setting('server_version_num')::int / 10000,
              'timeline', timeline,
              'lsn', CASE WHEN recovery THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END,
              'history', coalesce(
                pg_read_file('pg_wal/' || upper(lpad(to_hex(timeline), 8, '0')) || '.history', true), ''),
              'fenced', EXISTS (SELECT FROM pg_file_settings
                                WHERE name = 'default_transaction_read_only' AND setting = 'on'
                                  AND sourcefile LIKE '%postgresql.auto.conf')
                     OR EXISTS (SELECT FROM pg_hba_file_rules WHERE type = 'host' AND auth_method = 'reject'
                                  AND database = '{all}' AND user_name = '{all}' AND address = 'all'))
            FROM (SELECT recovery, CASE
                    WHEN recovery THEN greatest(
                      (SELECT timeline_id FROM pg_control_checkpoint()),
                      (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
                      (SELECT received_tli FROM pg_stat_wal_receiver))
                    ELSE ('x' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8))::bit(32)::int END AS timeline
                  FROM (SELECT pg_is_in_recovery() AS recovery) AS r) AS t
            """;

    /** A file of these names is nobody's data: what a seed that was cut off left, and our password file. */
    private static final String LOOK = """
            set -eu
            cd %1$s
            if [ -e %2$s/PG_VERSION ]; then
              pg_controldata -D %2$s
              echo "nself version: $(cat %2$s/PG_VERSION)"
              if [ -e %2$s/standby.signal ]; then echo 'nself follower: yes'; fi
              if [ -e %2$s/backup_label ]; then echo 'nself copy: yes'; fi
              if grep -q "^default_transaction_read_only *= *'on'" %2$s/postgresql.auto.conf; then echo 'nself fenced: yes'; fi
              sed -n "s/^primary_conninfo *= */nself source: /p" %2$s/postgresql.auto.conf | tail -n 1
              ls %2$s/pg_wal | sed -n 's/^\\([0-9A-F]\\{8\\}\\)\\.history$/\\1/p' | sort | tail -n 1 | sed 's/^/nself history: /'
            else
              ls -A . | grep -v -x -e %2$s -e %2$s.tmp -e %2$s.stale -e lost+found -e replication.pgpass -e .replication.new || true
              if [ -d %2$s ]; then ls -A %2$s; fi
            fi
            """;

    List<Sighting> all(List<Place> places) {
        return Parallel.map(places, this::see);
    }

    Sighting see(Place place) {
        try {
            call.throwIfCancelled();
            Optional<JsonNode> container = place.container().inspect();
            JsonNode state = container.map(found -> found.path("State")).orElse(null);
            if (state != null && state.path("Restarting").asBoolean()) {
                return Sighting.without(place.name(), Standing.UNREACHABLE, true, ("its server ends again and again; see why"
                        + " with: docker logs --tail 50 %s").formatted(place.container().name()));
            }
            boolean runs = state != null && state.path("Running").asBoolean();
            return runs ? running(place) : stopped(place, container.isPresent());
        } catch (ResourceFailure e) {
            return Sighting.without(place.name(), Standing.UNREACHABLE, false, e.getMessage());
        }
    }

    private Sighting running(Place place) {
        JsonNode seen = new Psql(place.container(), cluster.superuser()).query(call, "postgres", ASK);
        boolean recovery = seen.path("recovery").asBoolean();
        Lsn lsn = Lsn.of(seen.path("lsn").asText(""));
        return new Sighting(
                place.name(),
                recovery ? Standing.STANDBY : Standing.PRIMARY,
                seen.path("systemIdentifier").asText(),
                seen.path("version").asInt(),
                Timelines.of(seen.path("timeline").asInt(), lsn, seen.path("history").asText()),
                lsn, false, recovery, false, "", seen.path("fenced").asBoolean(), true, "");
    }

    private Sighting stopped(Place place, boolean contained) {
        if (!new VolumeName(place.container().dockerHost(), place.volume()).exists()) {
            return Sighting.without(place.name(), Standing.EMPTY, contained, "");
        }
        try (Shell shell = new Volume(cluster, place).look()) {
            String text = shell.expect("looking into volume " + place.volume(),
                    LOOK.formatted(cluster.dataPath(), cluster.folder()), LIMIT);
            return stopped(place, contained, text);
        }
    }

    private static Sighting stopped(Place place, boolean contained, String text) {
        if (text.isBlank()) {
            return Sighting.without(place.name(), Standing.EMPTY, contained, "");
        }
        ControlData control = ControlData.of(text);
        if (control.systemIdentifier().isEmpty()) {
            return Sighting.without(place.name(), Standing.UNKNOWN, contained, "volume %s holds no data of PostgreSQL, but %s"
                    .formatted(place.volume(), String.join(", ", text.lines().limit(5).toList())));
        }
        boolean clean = FINAL.contains(control.state());
        // A standby's record ends where it must come to; the one before began earlier.
        Lsn last = new Lsn(Math.max(control.checkpoint().value(), control.minimumRecoveryEnd().value() - 1));
        int timeline = Math.max(control.timeline(), Integer.parseInt(note(control, "history", "0"), 16));
        return new Sighting(
                place.name(), Standing.STOPPED, control.systemIdentifier(), Integer.parseInt(note(control, "version", "0")),
                Timelines.of(timeline, last, ""), last, clean,
                note(control, "follower", "").equals("yes"), note(control, "copy", "").equals("yes"),
                note(control, "source", ""), note(control, "fenced", "").equals("yes"), contained, "");
    }

    private static String note(ControlData control, String name, String absent) {
        return control.values().getOrDefault("nself " + name, absent);
    }
}
