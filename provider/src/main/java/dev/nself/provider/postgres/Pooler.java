package dev.nself.provider.postgres;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A PgBouncer before the database. Its console is at the socket in {@code /tmp}, where the user it runs as needs no
 * password.
 *
 * @param upstreamHost where it reaches the database; empty when nobody is to wait for that way
 */
record Pooler(Container container, String upstreamHost, int upstreamPort) {

    static final Fields FIELDS = Fields.of(
            Container.DOCKER_HOST,
            Container.CONTAINER,
            // A new pooler starts unpaused and unrouted: its id among the inputs makes that an update.
            Field.text("containerId"),
            Field.textLike("upstreamHost", Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*"), "a host name or an address")
                    .optional(),
            Field.whole("upstreamPort", 1, 65_535).optional());

    /** A console waits for transactions to end; others queue meanwhile, so it must not wait longer. */
    static final Duration MOST = Duration.ofSeconds(1);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> CONSOLE = List.of("-h", "/tmp", "-p", "5432", "-U", "pgbouncer", "-d", "pgbouncer");

    static List<Pooler> all(Inputs inputs) {
        return inputs.objects("poolers").stream()
                .map(pooler -> new Pooler(
                        Container.of(pooler),
                        pooler.text("upstreamHost"),
                        pooler.number("upstreamPort").map(Double::intValue).orElse(5432)))
                .toList();
    }

    /** Its sessions, opened ahead. */
    Console open() {
        return new Console(this);
    }

    /** The open sessions of one pooler. */
    static final class Console implements AutoCloseable {

        private final Pooler pooler;
        private final Shell sql;
        private final Shell shell;
        private Shell pausing;

        private Console(Pooler pooler) {
            this.pooler = pooler;
            this.sql = Shell.psql(pooler.container, "", CONSOLE);
            this.pausing = Shell.psql(pooler.container, "", CONSOLE);
            this.shell = Shell.in(pooler.container, "");
        }

        /** Waits until all sessions answer. */
        void warm() {
            pausing.expect("asking PgBouncer for its state", "SHOW STATE;", LIMIT);
            shell.expect("a first script", "true", LIMIT);
            isPaused();
        }

        /** Whether it is paused by whoever. */
        boolean isPaused() {
            return sql.expect("asking PgBouncer for its state", "SHOW STATE;", LIMIT).contains("paused|yes");
        }

        /** Lets clients wait once their transactions have ended; false, and not paused, when one takes too long. */
        boolean pause() {
            pausing.send("PAUSE;");
            Optional<Command.Result> result = pausing.poll(MOST);
            if (result.isPresent() && !result.get().ok()) {
                // One that a killed run paused refuses, although transactions may still run: resumed first, it waits.
                sql.expect("resuming PgBouncer", "RESUME;", LIMIT);
                pausing.send("PAUSE;");
                result = pausing.poll(MOST);
            }
            if (result.isPresent()) {
                pausing.expected("pausing PgBouncer", result.get());
                return true;
            }
            sql.expect("resuming PgBouncer", "RESUME;", LIMIT);
            pausing.close();
            pausing = Shell.psql(pooler.container, "", CONSOLE);
            return false;
        }

        /** Waits until a server answers where the way leads; whether it may be written to is not asked. */
        void awaitWay() {
            if (pooler.upstreamHost.isEmpty()) {
                return;
            }
            // One that meets a proxy which still leads to the old place hangs: others ask meanwhile.
            shell.expect("the way to the database", """
                    answered=/tmp/nself-way-$$-%3$d
                    n=0
                    asking=
                    until [ -e $answered ]; do
                      ( pg_isready -q -t 3 -h %1$s -p %2$d && : >$answered ) &
                      asking="$asking $!"
                      n=$((n + 1))
                      if [ $n -gt 200 ]; then echo "no database answers at %1$s:%2$d" >&2; exit 1; fi
                      sleep 0.05
                    done
                    kill $asking 2>/dev/null
                    rm -f $answered
                    """.formatted(pooler.upstreamHost, pooler.upstreamPort, System.nanoTime()), LIMIT);
        }

        /** Lets clients go on, over new connections. */
        void resume() {
            // It refuses when it is not paused; then it may still hold connections that lead the old way.
            if (!sql.run("RESUME;", LIMIT).ok()) {
                sql.expect("renewing PgBouncer's connections", "RECONNECT;", LIMIT);
            }
        }

        @Override
        public void close() {
            sql.close();
            pausing.close();
            shell.close();
        }
    }
}
