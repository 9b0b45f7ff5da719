package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rendered files as they are kept beside the tests, so that a change of a template is read in its diff. Run the tests
 * with {@code -Dgolden.write=true} to keep what is rendered now.
 */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/dev/nself/render/golden");

    private Golden() {}

    static void assertSame(String name, SortedMap<String, String> rendered) {
        Path folder = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("golden.write")) {
                write(folder, rendered);
            }
            assertThat(read(folder)).isEqualTo(rendered);
        } catch (IOException e) {
            throw new AssertionError("golden files of " + name + " cannot be used", e);
        }
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey().substring(1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static SortedMap<String, String> read(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put("/" + folder.relativize(path), Files.readString(path));
            }
        }
        return files;
    }
}
