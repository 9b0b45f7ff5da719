package dev.nself.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hands secrets to programs by file, as every user should. */
final class Secretly {

    private Secretly() {}

    static Path file(String content) {
        try {
            Path file = Files.createTempFile("nself-test-", ".secret");
            file.toFile().deleteOnExit();
            return Files.writeString(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
