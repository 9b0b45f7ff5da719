package dev.nself.provider.postgres;

import dev.nself.provider.exec.Psql;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.Call;
import java.util.List;
import java.util.stream.Collectors;

/** The replication slots of a primary: what standbys still need is kept for them. */
record Slot(Call call, Cluster cluster, Place primary) {

    /** A standby's slot, which keeps the log from now on; one that has lost what it kept is made anew. */
    void make(Place standby) {
        run("making slot " + standby.slot(), """
                SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
                  WHERE slot_name = '%1$s' AND wal_status = 'lost' AND NOT active;
                SELECT pg_create_physical_replication_slot('%1$s', true)
                  WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '%1$s');
                """.formatted(standby.slot()));
    }

    /** Whether a standby's slot is there with all that it has to keep. */
    boolean serves(Place standby) {
        return new Psql(primary.container(), cluster.superuser())
                .query(call, "postgres", """
                        SELECT to_json(EXISTS (SELECT FROM pg_replication_slots
                          WHERE slot_name = '%s' AND coalesce(wal_status, 'lost') IN ('reserved', 'extended')))
                        """.formatted(standby.slot()))
                .asBoolean();
    }

    /** Drops the slots of places that no longer follow: they would keep the log for ever. */
    void dropAllBut(List<Place> following) {
        String kept = following.stream().map(place -> "'" + place.slot() + "'").collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
        run("dropping slots", """
                SELECT count(pg_terminate_backend(active_pid)) FROM pg_replication_slots
                  WHERE slot_name LIKE 'nself\\_%%' AND active AND NOT slot_name = ANY (%1$s);
                DO $$ BEGIN
                  FOR i IN 1..500 LOOP
                    PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots
                      WHERE slot_name LIKE 'nself\\_%%' AND NOT active AND NOT slot_name = ANY (%1$s);
                    EXIT WHEN NOT EXISTS (SELECT FROM pg_replication_slots
                      WHERE slot_name LIKE 'nself\\_%%' AND NOT slot_name = ANY (%1$s));
                    PERFORM pg_sleep(0.01);
                  END LOOP;
                END $$;
                """.formatted(kept));
    }

    private void run(String what, String sql) {
        try (Shell shell = Shell.in(primary.container(), cluster.superuser())) {
            shell.expect(what, Server.sql(cluster, sql), Server.LIMIT);
        }
    }
}
