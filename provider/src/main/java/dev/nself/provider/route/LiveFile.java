package dev.nself.provider.route;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file in a running container that its program reads again when told to: a route that moves without a new container.
 *
 * <p>Written as root, whose folder it is, and reloaded as the container's own user, since root without capabilities may
 * signal nobody else.
 *
 * @param container where it is
 * @param path absolute, in a folder that is there
 * @param content all of it
 * @param reload shell words that make the program read it, for example {@code kill -USR2 1}
 */
public record LiveFile(Container container, String path, String content, String reload) {

    /** The inputs that make one. */
    public static final Fields FIELDS = Fields.of(
            Container.DOCKER_HOST,
            Container.CONTAINER,
            // A new container begins without the file: its id among the inputs makes that an update.
            Field.text("containerId"),
            Field.textLike("path", Pattern.compile("(/[a-zA-Z0-9._-]+)+"), "an absolute path of a-z, A-Z, 0-9, ., _, -"),
            Field.text("content"),
            Field.text("reload"));

    private static final Duration LIMIT = Duration.ofSeconds(60);

    public static LiveFile of(Inputs inputs) {
        return new LiveFile(Container.of(inputs), inputs.text("path"), inputs.text("content"), inputs.text("reload"));
    }

    /** Writes it unless it is so already, and makes the program read it; returns whether anything was done. */
    public boolean apply() {
        try (Sessions sessions = open()) {
            return sessions.apply();
        }
    }

    /** Sessions opened ahead, for whoever must be quick later. */
    public Sessions open() {
        return new Sessions(this, Shell.in(container, "0"), Shell.in(container, ""));
    }

    /** What is there now; empty when there is no such file. The container must run. */
    public Optional<String> read() {
        try (Shell shell = Shell.in(container, "0")) {
            Command.Result found = shell.run("[ -e %1$s ] || exit 3; cat %1$s; printf .".formatted(path), LIMIT);
            if (found.exitCode() == 3) {
                return Optional.empty();
            }
            String text = shell.expected("reading " + path, found);
            return Optional.of(text.substring(0, text.length() - 1));
        }
    }

    /** Whether the file is there with this content and the program was told of it. */
    public boolean isApplied() {
        try (Shell shell = Shell.in(container, "0")) {
            String script = "[ -e %s ] && exit 0; [ -e %s ] || exit 0; cat %s; printf .".formatted(pending(), path, path);
            return shell.expect("reading " + path, script, LIMIT).equals(content + ".");
        }
    }

    private String pending() {
        return sibling("pending");
    }

    /** In the same folder, so that a move is atomic; hidden and with an ending that no program reads. */
    private String sibling(String ending) {
        int slash = path.lastIndexOf('/');
        return "%s/.%s.%s".formatted(path.substring(0, slash), path.substring(slash + 1), ending);
    }

    /** The open sessions of one file. */
    public static final class Sessions implements AutoCloseable {

        private final LiveFile file;
        private final Shell root;
        private final Shell own;

        private Sessions(LiveFile file, Shell root, Shell own) {
            this.file = file;
            this.root = root;
            this.own = own;
        }

        /** Waits until both sessions answer. */
        public Sessions warm() {
            root.send("true");
            own.send("true");
            root.expected("a first script", root.receive(LIMIT));
            own.expected("a first script", own.receive(LIMIT));
            return this;
        }

        /** As {@link LiveFile#apply}. */
        public boolean apply() {
            // The mark outlives a run that is killed between the file and the reload: the next one reloads.
            String written = root.expect("writing " + file.path, """
                    set -eu
                    umask 022
                    printf '%%s' %1$s >%2$s
                    if cmp -s %2$s %3$s; then rm %2$s; else : >%4$s; mv -f %2$s %3$s; fi
                    if [ -e %4$s ]; then echo reload; fi
                    """.formatted(quoted(file.content), file.sibling("new"), file.path, file.pending()), LIMIT);
            if (!written.equals("reload")) {
                return false;
            }
            own.expect("reloading " + file.path, file.reload, LIMIT);
            root.expect("finishing " + file.path, "rm " + file.pending(), LIMIT);
            return true;
        }

        @Override
        public void close() {
            root.close();
            own.close();
        }

        private static String quoted(String text) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
    }
}
