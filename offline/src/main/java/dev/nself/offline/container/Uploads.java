package dev.nself.offline.container;

import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.ResourceFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files that are put into a container before it starts: root's, 0644, or 0744 when they are programs. */
final class Uploads {

    private static final int FILE = 0644;
    private static final int PROGRAM = 0744;

    private Uploads() {}

    /** An archive for the container's root folder. */
    static byte[] archive(List<Values> uploads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Values upload : uploads) {
                add(tar, upload);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no archive of the uploads", e);
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, Values upload) throws IOException {
        byte[] content = content(upload);
        TarArchiveEntry entry = new TarArchiveEntry(upload.text("file"), true);
        entry.setMode(upload.flag("executable") ? PROGRAM : FILE);
        entry.setIds(0, 0);
        entry.setModTime(System.currentTimeMillis());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] content(Values upload) {
        List<String> given = Stream.of("content", "contentBase64", "source")
                .filter(name -> !upload.text(name).isEmpty())
                .toList();
        if (given.isEmpty()) {
            throw new ResourceFailure("error with upload content: one of 'content', 'content_base64', or 'source' must be set");
        }
        if (given.size() > 1) {
            throw new ResourceFailure(
                    "error with upload content: only one of 'content', 'content_base64', or 'source' can be set");
        }
        String value = upload.text(given.get(0));
        return switch (given.get(0)) {
            case "content" -> value.getBytes(StandardCharsets.UTF_8);
            case "contentBase64" -> decoded(upload.text("file"), value);
            default -> read(value);
        };
    }

    private static byte[] decoded(String file, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ResourceFailure("uploads: contentBase64 of " + file + " is no base64: " + e.getMessage(), e);
        }
    }

    private static byte[] read(String source) {
        try {
            return Files.readAllBytes(Path.of(source));
        } catch (IOException e) {
            throw new ResourceFailure("could not read file: " + source + ": " + e.getMessage(), e);
        }
    }
}
