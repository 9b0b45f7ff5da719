package dev.nself.provider.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The lines of a stream, as they come. */
final class Lines {

    private final BlockingQueue<Optional<String>> queue = new LinkedBlockingQueue<>();

    Lines(InputStream stream) {
        Command.PIPES.execute(() -> read(stream));
    }

    private void read(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> queue.add(Optional.of(line)));
        } catch (IOException | UncheckedIOException e) {
            // Closed by this side: whoever waits is told of the end.
        } finally {
            queue.add(Optional.empty());
        }
    }

    /** The next line, empty at the stream's end, null when none came in time. */
    Optional<String> next(long deadline) throws InterruptedException {
        Optional<String> line = queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (line != null && line.isEmpty()) {
            queue.add(line);
        }
        return line;
    }

    String rest() {
        List<Optional<String>> lines = new ArrayList<>();
        queue.drainTo(lines);
        StringJoiner text = new StringJoiner("\n");
        lines.forEach(line -> line.ifPresent(text::add));
        return text.toString();
    }
}
