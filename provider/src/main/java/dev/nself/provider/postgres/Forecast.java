package dev.nself.provider.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Psql;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a move will mean, in words for a preview.
 *
 * @param from where the data is
 * @param to where it is to be
 * @param known whether there is data at {@code to} already, of an earlier time
 * @param databases bytes of all databases; negative when nobody could be asked
 * @param log bytes of the write-ahead log
 * @param pooled whether all clients come through poolers, which hold them back
 */
record Forecast(Place from, Place to, boolean known, long databases, long log, boolean pooled) {

    /** Bytes a second: assumed, not measured, for a server that goes on serving; the guide says so. */
    private static final long COPIED = 50L << 20;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("data: PostgreSQL moves from %s to %s".formatted(from.name(), to.name()));
        lines.add("data: volume %s stays on %s, with the data as they are when they move".formatted(from.volume(), from.name()));
        lines.add(known
                ? "data: volume %s on %s holds data of an earlier time: made anew once they are proven to be in the running ones"
                        .formatted(to.volume(), to.name())
                : "data: volume %s on %s is new".formatted(to.volume(), to.name()));
        if (databases >= 0) {
            lines.add("data: %s to copy, %s while everything goes on; %s needs %s of free disk".formatted(
                    size(databases), time(databases / COPIED), to.name(), size(Preflight.needed(databases, log))));
        } else {
            lines.add("data: how much there is to copy cannot be told, %s could not be asked".formatted(from.name()));
        }
        lines.add(pooled
                ? "data: then writes wait for about a second, and no statement fails"
                : "data: then writes fail for about a second, since no pooler holds clients back");
        return lines;
    }

    private static String size(long bytes) {
        double mebibytes = bytes / 1048576.0;
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
    }

    private static String time(long seconds) {
        if (seconds < 10) {
            return "some seconds";
        }
        return "about " + (seconds < 120 ? seconds + " s" : seconds / 60 + " min");
    }

    /** Looks at both ends. */
    static Forecast of(Call call, Cluster cluster, Place from, Place to, boolean pooled) {
        boolean known = new Observer(call, cluster).all(List.of(to)).get(0).hasData();
        try {
            JsonNode sizes = new Psql(from.container(), cluster.superuser())
                    .query(call, "postgres", "SELECT json_build_object(" + Preflight.SIZES + ")");
            return new Forecast(from, to, known, sizes.path("databases").asLong(), sizes.path("log").asLong(), pooled);
        } catch (ResourceFailure silent) {
            call.warn("%s: cannot be asked how much data it has: %s".formatted(from.name(), silent.getMessage()));
            return new Forecast(from, to, known, -1, 0, pooled);
        }
    }
}
