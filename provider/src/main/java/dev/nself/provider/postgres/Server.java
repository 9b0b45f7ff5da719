package dev.nself.provider.postgres;

import dev.nself.provider.exec.Psql;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.List;

/** The server of a place: what is done to it outside of the pause. */
record Server(Call call, Cluster cluster, Place place) {

    static final Duration LIMIT = Duration.ofMinutes(2);

    /** The same as the platform gives its containers. */
    private static final String RESTART = "unless-stopped";

    private static final Duration END = Duration.ofSeconds(120);

    /** A script that runs SQL, and fails with its first error. */
    static String sql(Cluster cluster, String sql) {
        return "psql -X -q -A -t -v ON_ERROR_STOP=1 -U %1$s -d postgres <<'NSELF_SQL'\n%2$s\nNSELF_SQL\n"
                .formatted(cluster.superuser(), sql);
    }

    /** A shell as the superuser. */
    Shell open() {
        return Shell.in(place.container(), cluster.superuser());
    }

    /** Lets clients and writes in again; a server that is not fenced is left as it is. */
    void unfence() {
        try (Shell root = Shell.in(place.container(), "0"); Shell own = open()) {
            String hba = own.expect("asking for hba_file", sql(cluster, "SHOW hba_file"), LIMIT);
            root.expect("taking the fence off " + hba, Fence.takeOff(hba), LIMIT);
            own.expect("taking the fence off", sql(cluster, Fence.TAKE_OFF), LIMIT);
        }
    }

    /** A server that a move fenced or stopped serves again, as the primary that it was. */
    void startAgain() {
        call.progress(place.name() + " serves again");
        awaitEnd();
        if (runs()) {
            try (Shell own = open()) {
                own.expect("removing standby.signal", "rm -f %s/standby.signal".formatted(cluster.data()), LIMIT);
            }
        } else {
            new Volume(cluster, place).change("making it a primary again", """
                    rm -f %1$s/standby.signal
                    sed -i -e '/^default_transaction_read_only *=/d' %1$s/postgresql.auto.conf
                    sync
                    """.formatted(cluster.folder()));
        }
        start();
        unfence();
    }

    /** A stopped server, all of whose data the primary has, follows it from now on. */
    void follow(Place primary) {
        call.progress("%s follows %s".formatted(place.name(), primary.name()));
        new Slot(call, cluster, primary).make(place);
        new Volume(cluster, place).change("making it a standby", Standby.script(cluster, place, primary));
        start();
        unfence();
    }

    /** A primary needs no settings of the standby that it was. */
    void forgetItsPrimary() {
        try (Shell own = open()) {
            own.expect("resetting what a standby needs", sql(cluster, """
                    SELECT 'ALTER SYSTEM RESET ' || name FROM pg_file_settings
                      WHERE name IN ('primary_conninfo', 'primary_slot_name') AND sourcefile LIKE '%postgresql.auto.conf' \\gexec
                    """), LIMIT);
        }
    }

    /** Starts its container, which the engine keeps running from now on, and waits until it answers. */
    private void start() {
        place.container().update(List.of("--restart", RESTART));
        place.container().start();
        new Psql(place.container(), cluster.superuser()).query(call, "postgres", "SELECT 1");
    }

    /** A server that was told to stop is no longer there to be talked to, although its container still is. */
    private void awaitEnd() {
        if (!runs()) {
            return;
        }
        long deadline = System.nanoTime() + END.toNanos();
        while (runs() && isStopping()) {
            if (System.nanoTime() > deadline) {
                throw new ResourceFailure("%s: does not come to an end; see docker logs %s"
                        .formatted(place.name(), place.container().name()));
            }
            Waiting.pause(Duration.ofMillis(200));
        }
    }

    private boolean runs() {
        return place.container().inspect().map(found -> found.path("State").path("Running").asBoolean()).orElse(false);
    }

    private boolean isStopping() {
        try (Shell own = open()) {
            return !own.run(sql(cluster, "SELECT 1"), LIMIT).ok();
        } catch (ResourceFailure e) {
            return true;
        }
    }
}
