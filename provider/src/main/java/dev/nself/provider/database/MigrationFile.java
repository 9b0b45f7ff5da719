package dev.nself.provider.database;

import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.resource.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One SQL file of the user.
 *
 * @param name relative to the folder of migrations
 * @param content its text
 */
record MigrationFile(String name, String content, String sha256) {

    private static final String NO_TRANSACTION = "-- nself: no-transaction";

    static MigrationFile read(Path folder, String name, String declaredSha256) {
        Path path = folder.resolve(name);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new ResourceFailure("migration %s: cannot be read in %s: %s"
                    .formatted(name, folder.toAbsolutePath(), e.getMessage()), e);
        }
        String found = ContentHash.of(bytes);
        if (!found.equals(declaredSha256)) {
            throw new ResourceFailure("migration %s: changed while pulumi ran; run up again".formatted(name));
        }
        MigrationFile file = new MigrationFile(name, new String(bytes, StandardCharsets.UTF_8), found);
        file.script().problem(file.inTransaction()).ifPresent(problem -> {
            throw new ResourceFailure("migration %s: %s".formatted(name, problem));
        });
        return file;
    }

    boolean inTransaction() {
        return !content.lines().findFirst().orElse("").strip().equals(NO_TRANSACTION);
    }

    SqlScript script() {
        return SqlScript.of(content);
    }
}
