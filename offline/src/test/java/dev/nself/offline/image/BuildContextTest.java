package dev.nself.offline.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {

    @TempDir
    Path folder;

    private BuildContext context;

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        Files.writeString(folder.resolve("app.js"), "1");
        Files.writeString(Files.createDirectories(folder.resolve("node_modules")).resolve("big.js"), "2");
        Files.writeString(folder.resolve(".dockerignore"), "node_modules\nDockerfile\n.dockerignore\n");
        context = new BuildContext(folder, folder.resolve("Dockerfile"));
    }

    @Test
    void sendsAllButTheIgnoredAndAlwaysTheDockerfile() throws IOException {
        assertThat(entries(context)).containsOnlyKeys("Dockerfile", ".dockerignore", "app.js");
    }

    @Test
    void sendsFilesAsRootsWithTheirModes() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("app.js"), PosixFilePermissions.fromString("rwxr-x--x"));

        TarArchiveEntry entry = entries(context).get("app.js");

        assertThat(entry.getLongUserId()).isZero();
        assertThat(entry.getMode() & 0777).isEqualTo(0751);
    }

    @Test
    void sendsLinksAsLinks() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("app.js"));

        assertThat(entries(context).get("link").getLinkName()).isEqualTo("app.js");
    }

    @Test
    void takesADockerfileFromElsewhere(@TempDir Path elsewhere) throws IOException {
        Path dockerfile = Files.writeString(elsewhere.resolve("Dockerfile"), "FROM scratch\nUSER 1\n");
        BuildContext outside = new BuildContext(folder, dockerfile);

        assertThat(entries(outside)).containsKey(outside.dockerfileName());
        assertThat(outside.digest()).isNotEqualTo(context.digest());
    }

    @Test
    void hasTheSameDigestUntilSomethingSentChanges() throws IOException {
        String before = context.digest();
        Files.writeString(folder.resolve("node_modules/big.js"), "changed");
        assertThat(context.digest()).isEqualTo(before);

        Files.writeString(folder.resolve("app.js"), "changed");
        assertThat(context.digest()).isNotEqualTo(before);
    }

    @Test
    void hasAnotherDigestForAnotherModeNameOrDockerfile() throws IOException {
        String before = context.digest();
        Files.setPosixFilePermissions(folder.resolve("app.js"), PosixFilePermissions.fromString("rwxrwxrwx"));
        String otherMode = context.digest();
        Files.move(folder.resolve("app.js"), folder.resolve("b.js"));
        String otherName = context.digest();
        Files.writeString(folder.resolve("Dockerfile"), "FROM other\n");

        assertThat(new String[] {before, otherMode, otherName, context.digest()}).doesNotHaveDuplicates();
    }

    private static Map<String, TarArchiveEntry> entries(BuildContext context) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        context.writeTo(bytes);
        Map<String, TarArchiveEntry> entries = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        return entries;
    }
}
