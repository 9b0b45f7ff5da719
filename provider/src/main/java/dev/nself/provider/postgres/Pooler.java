package dev.nself.provider.postgres;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import java.time.Duration;
import java.util.List;
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
    private static final String CONSOLE = "psql -X -q -A -t -h /tmp -p 5432 -U pgbouncer -d pgbouncer ";

    static List<Pooler> all(Inputs inputs) {
        return inputs.objects("poolers").stream()
                .map(pooler -> new Pooler(
                        Container.of(pooler),
                        pooler.text("upstreamHost"),
                        pooler.number("upstreamPort").map(Double::intValue).orElse(5432)))
                .toList();
    }

    Shell open() {
        return Shell.in(container, "");
    }

    /** Whether it is paused by whoever. */
    boolean isPaused(Shell shell) {
        return shell.expect("asking PgBouncer for its state", CONSOLE + "-c 'SHOW STATE'", LIMIT).contains("paused|yes");
    }

    /** Lets clients wait once their transactions have ended; false, and all as before, when one takes too long. */
    boolean pause(Shell shell) {
        // One that a killed run paused says so and does not wait for what still runs: first resumed, it waits again.
        Command.Result result = shell.run("""
                %1$s -c 'SHOW STATE' | grep -q 'paused|yes' && %1$s -c RESUME
                timeout %2$d %1$s -c PAUSE && exit 0
                code=$?
                %1$s -c RESUME
                if [ $code -eq 124 ] || [ $code -eq 143 ]; then exit 9; fi
                exit 1
                """.formatted(CONSOLE, MOST.toSeconds()), LIMIT);
        if (result.exitCode() == 9) {
            return false;
        }
        shell.expected("pausing PgBouncer", result);
        return true;
    }

    /** Lets clients go on, with new connections to wherever the way leads now; one that is not paused is left alone. */
    void resume(Shell shell) {
        String way = upstreamHost.isEmpty() ? "" : """
                n=0
                until pg_isready -q -t 2 -h %1$s -p %2$d; do
                  n=$((n + 1))
                  if [ $n -gt 1500 ]; then echo "no database answers at %1$s:%2$d" >&2; exit 1; fi
                  sleep 0.01
                done
                """.formatted(upstreamHost, upstreamPort);
        shell.expect("resuming PgBouncer", way + """
                if %1$s -c 'SHOW STATE' | grep -q 'paused|yes'; then %1$s -c RESUME; else %1$s -c RECONNECT; fi
                """.formatted(CONSOLE), LIMIT);
    }
}
