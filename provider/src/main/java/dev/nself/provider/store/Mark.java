package dev.nself.provider.store;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a data volume says of its own data.
 *
 * <p>At most one volume anywhere says {@code primary}: the one that gives the data away first writes {@code handover},
 * which it does only once nobody can write to it; then the receiver, which holds all of it, writes {@code primary}.
 *
 * @param kind what the data are
 * @param generation how many moves the data have made, from 1; 0 for {@code NONE} and {@code COPY}
 * @param receiver for {@code HANDOVER} the name of the member that takes over, else empty
 */
public record Mark(Kind kind, int generation, String receiver) {

    /** What the data of a volume are. */
    public enum Kind {
        /** Nothing is said: a new volume, or one that no move has touched. */
        NONE,
        /** A copy, complete or not: whatever is in it may be overwritten. */
        COPY,
        /** The truth until the receiver says {@code PRIMARY}, from then on a leftover. */
        HANDOVER,
        /** The truth. */
        PRIMARY
    }

    /** The file on the volume, in the folder that Redis and MinIO keep their data in; neither looks at it. */
    public static final String PATH = "/data/.nself-store";

    public static final Mark NONE = new Mark(Kind.NONE, 0, "");
    public static final Mark COPY = new Mark(Kind.COPY, 0, "");

    private static final Pattern TEXT = Pattern.compile(
            "copy|primary (?<primary>[1-9]\\d{0,8})|handover (?<handover>[1-9]\\d{0,8}) (?<receiver>\\S+)");

    public static Mark primary(int generation) {
        return new Mark(Kind.PRIMARY, generation, "");
    }

    public static Mark handover(int generation, String receiver) {
        return new Mark(Kind.HANDOVER, generation, receiver);
    }

    /** The mark of a file's content; no content is no mark. */
    public static Mark of(String place, String content) {
        String text = content.strip();
        if (text.isEmpty()) {
            return NONE;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new ResourceFailure("%s: %s cannot be read, got %s; allowed: %s".formatted(
                    place, PATH, text, List.of("copy", "primary NUMBER", "handover NUMBER RECEIVER")));
        }
        if (matcher.group("primary") != null) {
            return primary(Integer.parseInt(matcher.group("primary")));
        }
        if (matcher.group("handover") != null) {
            return handover(Integer.parseInt(matcher.group("handover")), matcher.group("receiver"));
        }
        return COPY;
    }

    /** What the file holds. */
    public String text() {
        return switch (kind) {
            case NONE -> "";
            case COPY -> "copy";
            case HANDOVER -> "handover " + generation + " " + receiver;
            case PRIMARY -> "primary " + generation;
        };
    }

    /** Shell commands that put it on the volume: all of it or nothing, and on the disk before they end. */
    public String script() {
        return "printf '%%s\\n' '%1$s' >%2$s.new && sync %2$s.new && mv -f %2$s.new %2$s && sync /data\n"
                .formatted(text(), PATH);
    }
}
