package dev.nself.provider.postgres;

import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.Locale;

/** Shows how far a copy is, as its primary tells. */
final class SeedProgress implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Call call;
    private final Cluster cluster;
    private final Place primary;
    private final Place member;
    private final long expected;
    private final Thread thread;

    SeedProgress(Call call, Cluster cluster, Place primary, Place member, long expected) {
        this.call = call;
        this.cluster = cluster;
        this.primary = primary;
        this.member = member;
        this.expected = expected;
        this.thread = new Thread(this::show, "seed progress");
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    private void show() {
        try (Shell shell = new Server(call, cluster, primary).open()) {
            long begin = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                String found = shell.expect("asking how far the copy is", Server.sql(cluster, """
                        SELECT coalesce(max(backup_streamed), -1), coalesce(max(backup_total), 0)
                        FROM pg_stat_progress_basebackup JOIN pg_stat_replication USING (pid)
                        WHERE application_name = '%s'
                        """.formatted(member.name())), Server.LIMIT);
                String[] bytes = found.split("\\|");
                line(Long.parseLong(bytes[0]), Long.parseLong(bytes[1]), (System.nanoTime() - begin) / 1e9);
                Waiting.pause(BETWEEN);
            }
        } catch (ResourceFailure e) {
            // Ended, or the primary does not answer: the copy itself tells what is wrong.
        }
    }

    private void line(long streamed, long total, double seconds) {
        if (streamed < 0) {
            call.progress("%s: copying %d MB from %s".formatted(member.name(), expected >> 20, primary.name()));
            return;
        }
        long all = Math.max(total, Math.max(streamed, 1));
        call.progress(String.format(Locale.ROOT, "%s: seeded %d %% of %d MB, %.0f MB/s",
                member.name(), 100 * streamed / all, all >> 20, (streamed >> 20) / Math.max(seconds, 0.1)));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
