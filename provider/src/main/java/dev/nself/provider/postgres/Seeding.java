package dev.nself.provider.postgres;

import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.Call;
import java.time.Duration;

/**
 * Copies a running primary's data into a member's volume. The copy has another name until it is whole, so that a run
 * which was cut off is repeated from the beginning; the slot stays.
 *
 * @param network where the helper's container reaches the primary
 * @param authority the authority's certificate, PEM
 */
record Seeding(Call call, Cluster cluster, Place member, Place primary, String network, String authority) {

    /** Where the program sets no limit: a terabyte at 30 MB/s takes ten hours. */
    private static final Duration LIMIT = Duration.ofHours(24);

    private static final String AUTHORITY = "/tmp/ca.pem";

    /** @param stale whether there are data to remove first, all of which the primary has */
    void run(boolean stale) {
        Volume volume = new Volume(cluster, member);
        try (Shell shell = volume.change(network)) {
            long bytes = new Preflight(call, cluster, member, primary).check(shell);
            if (stale) {
                call.progress("removing the earlier data of %s, which %s has all of".formatted(member.name(), primary.name()));
                // By another name first: what is half removed must not look like data.
                shell.expect("removing earlier data", """
                        set -eu
                        cd %1$s
                        rm -rf %2$s.stale
                        mv -T %2$s %2$s.stale
                        rm -rf %2$s.stale
                        """.formatted(cluster.dataPath(), cluster.folder()), LIMIT);
            }
            new Slot(call, cluster, primary).make(member);
            try (SeedProgress progress = new SeedProgress(call, cluster, primary, member, bytes)) {
                progress.begin();
                shell.expect("copying from " + primary.name(), script(), limit());
            }
        } catch (RuntimeException e) {
            // Whoever gave up waiting must not leave the copy going on: the next run begins anew.
            volume.endChange();
            throw e;
        }
        call.info("%s has the data of %s".formatted(member.name(), primary.name()));
    }

    private Duration limit() {
        return call.timeout().isZero() ? LIMIT : call.timeout();
    }

    private String script() {
        String copy = cluster.folder() + ".tmp";
        return """
                set -eu
                umask 077
                cd %1$s
                rm -rf %2$s.tmp %2$s.stale
                cat >%3$s <<'NSELF_END'
                %4$s
                NSELF_END
                %5$s
                pg_basebackup -w -X stream -S %6$s -c fast -D %2$s.tmp -d '%7$s'
                %8$s
                mv -T %2$s.tmp %2$s
                sync
                """.formatted(
                        cluster.dataPath(), cluster.folder(), AUTHORITY, authority.strip(), Standby.passFile(cluster),
                        member.slot(), cluster.connection(member, primary, AUTHORITY),
                        Standby.into(cluster, copy, member, primary));
    }
}
