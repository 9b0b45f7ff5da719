package dev.nself.provider.redis;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.store.Mark;
import dev.nself.provider.store.Member;
import java.time.Duration;

/** A Redis server in its container, spoken to by redis-cli in a shell that stays open. Secrets go in by its input. */
final class RedisServer implements AutoCloseable {

    /** Writes wait at most so long for the new server; it is then at most {@link RedisStep}'s distance behind. */
    private static final int FAILOVER_MILLIS = 5000;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Member member;
    private final Access access;
    private final Shell shell;

    /**
     * How to log in.
     *
     * @param password of the default user, without blanks, quotes and backslashes
     * @param tls whether the server's port and what flows between servers is TLS
     */
    record Access(String password, boolean tls) {

        /** Defines {@code cli}: the client, logged in by its environment. */
        String script() {
            return """
                    set -eu
                    export REDISCLI_AUTH='%s'
                    cli() { redis-cli -h 127.0.0.1 -p 6379%s "$@"; }
                    """.formatted(password, tls ? " --tls --cacert /etc/nself/ca.pem" : "");
        }
    }

    private RedisServer(Member member, Access access, Shell shell) {
        this.member = member;
        this.access = access;
        this.shell = shell;
    }

    static RedisServer open(Member member, Access access) {
        return new RedisServer(member, access, Shell.in(member.container(), ""));
    }

    Member member() {
        return member;
    }

    /** What it says of itself, once it has read its data. */
    RedisView look(Call call, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Command.Result answer =
                    shell.run(access.script() + "printf 'INFO replication\\nINFO keyspace\\n' | cli\n", LIMIT);
            try {
                return RedisView.of(answer.output() + "\n" + answer.errors());
            } catch (RedisView.NotReady e) {
                boolean starting = e.getMessage().matches("(?s).*(LOADING|Connection refused|BUSY).*");
                if (!starting || System.nanoTime() > deadline) {
                    throw new ResourceFailure(
                            "redis on %s: does not tell its role: %s".formatted(member.name(), e.getMessage()), e);
                }
                pause(call, "waiting for Redis on " + member.name());
            }
        }
    }

    /** Says on its volume that whatever it holds may be overwritten. */
    void markCopy() {
        run("marking the volume", Mark.COPY.script());
    }

    /** Makes it a copy of the other, whatever it holds. */
    void follow(Member other) {
        run("following " + other.name(), replication() + command("REPLICAOF", other.host(), other.port()));
    }

    /** Lets it follow another later, when it gives its role away. */
    void prepare() {
        run("preparing", replication());
    }

    /**
     * Gives its role to a server that follows it: writes stop, the other gets the rest, and this one follows it. In one
     * script, which comes to its end also when this process is killed.
     */
    void handOver(Mark mark, Member to) {
        String script = mark.script() + command("FAILOVER TO", to.host(), to.port(), "TIMEOUT", FAILOVER_MILLIS) + """
                left=400
                while [ $left -gt 0 ]; do
                    case $(cli INFO replication) in
                        *role:slave*master_failover_state:no-failover*) exit 0 ;;
                        *role:master*master_failover_state:no-failover*) echo 'not in step in time' >&2; exit 4 ;;
                    esac
                    left=$((left - 1))
                    sleep 0.02
                done
                echo 'no end of the failover' >&2
                exit 4
                """;
        run("giving the role to " + to.name(), script);
    }

    void abortFailover() {
        run("giving no role away", command("FAILOVER ABORT"));
    }

    /** Makes it take writes. */
    void promote() {
        run("taking writes", command("REPLICAOF NO ONE"));
    }

    /** Writes its mark, only while it takes writes. */
    void mark(Mark mark) {
        run("marking the volume", """
                case $(cli ROLE) in
                    master*) ;;
                    *) echo 'it takes no writes' >&2; exit 4 ;;
                esac
                """ + mark.script());
    }

    /** Ends the connections of clients, which would read old data and fail to write, until none comes any more. */
    void disconnectClients() {
        run("ending connections", """
                left=100
                quiet=0
                while [ $left -gt 0 ] && [ $quiet -lt 5 ]; do
                    ended=$(printf 'CLIENT KILL TYPE normal SKIPME yes\\nCLIENT KILL TYPE pubsub\\n' | cli)
                    case $ended in
                        0?0) quiet=$((quiet + 1)) ;;
                        [0-9]*) quiet=0 ;;
                        *) printf '%s\\n' "$ended" >&2; exit 4 ;;
                    esac
                    left=$((left - 1))
                    sleep 0.1
                done
                """);
    }

    @Override
    public void close() {
        shell.close();
    }

    static void pause(Call call, String doing) {
        call.throwIfCancelled();
        call.progress(doing);
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled while " + doing, e);
        }
    }

    /** The name by which others know it is the one that the failover names; the password is in no argument. */
    private String replication() {
        return command("CONFIG SET masterauth", access.password())
                + command("CONFIG SET tls-replication", access.tls() ? "yes" : "no")
                + command("CONFIG SET replica-announce-ip", member.host())
                + command("CONFIG SET replica-announce-port", member.port());
    }

    /** A line for the client's input, whose answer must be no error: the client itself succeeds in any case. */
    private static String command(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return """
                answer=$(printf '%%s\\n' '%s' | cli)
                case $answer in
                    OK* | [0-9]*) ;;
                    *) printf '%%s\\n' "$answer" >&2; exit 4 ;;
                esac
                """.formatted(line);
    }

    private void run(String what, String script) {
        shell.expect(what, access.script() + script, LIMIT);
    }
}
