package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFilesTest {
    private static final PlatformArgs ARGS =
            PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL).application("app").build();
    private static final String SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    @TempDir
    private Path project;

    @Test
    void an_application_without_folders_has_no_files() {
        assertThat(read()).isEqualTo(UserFiles.none());
    }

    @Test
    void sql_of_init_comes_before_migrations_each_in_the_order_of_names() throws IOException {
        write("app/database/migrations/001_posts.sql", "a");
        write("app/database/migrations/010_later.sql", "a");
        write("app/database/migrations/002_users.sql", "a");
        write("app/database/init/900_last.sql", "a");

        assertThat(read().sql().keySet()).containsExactly(
                "init/900_last.sql", "migrations/001_posts.sql", "migrations/002_users.sql", "migrations/010_later.sql");
    }

    @Test
    void sql_is_known_by_its_hash() throws IOException {
        write("app/database/init/001.sql", "a");

        assertThat(read().sql()).containsEntry("init/001.sql", SHA256_OF_A);
    }

    @Test
    void what_is_no_sql_of_the_two_folders_is_not_applied() throws IOException {
        write("app/database/init/001.sql", "a");
        write("app/database/init/README.md", "a");
        write("app/database/init/._001.sql", "a file that macOS puts beside others");
        write("app/database/init/later/002.sql", "a");
        write("app/database/test/isolation.sql", "a");
        write("app/database/seed.sql", "a");

        assertThat(read().sql()).containsOnlyKeys("init/001.sql");
    }

    @Test
    void metadata_is_one_hash_of_names_and_contents() throws IOException {
        write("app/hasura/metadata/version.yaml", "version: 3");
        String first = read().metadataSha256();
        write("app/hasura/metadata/.DS_Store", "");
        assertThat(read().metadataSha256()).hasSize(64).isEqualTo(first);

        write("app/hasura/metadata/version.yaml", "version: 2");
        String changed = read().metadataSha256();
        Files.move(project.resolve("app/hasura/metadata/version.yaml"), project.resolve("app/hasura/metadata/other.yaml"));
        assertThat(read().metadataSha256()).isNotIn(first, changed);
        assertThat(changed).isNotEqualTo(first);
    }

    @Test
    void functions_are_read_with_their_folders() throws IOException {
        write("app/functions/hello.js", "module.exports = 'héllo'");
        write("app/functions/users/index.ts", "export default 1");

        assertThat(read().functions())
                .containsOnlyKeys("hello.js", "users/index.ts")
                .containsEntry("hello.js", "module.exports = 'héllo'");
    }

    @Test
    void files_of_tools_are_not_part_of_the_functions() throws IOException {
        write("app/functions/hello.js", "");
        write("app/functions/.env", "A_SECRET=1");
        write("app/functions/.git/config", "");
        write("app/functions/node_modules/express/index.js", "");
        write("app/functions/users/node_modules/pg/index.js", "");
        write("app/functions/users/.hello.js.swp", "");

        assertThat(read().functions()).containsOnlyKeys("hello.js");
    }

    @Test
    void a_function_file_that_is_not_text_is_refused_by_name() throws IOException {
        Path image = project.resolve("app/functions/logo.png");
        Files.createDirectories(image.getParent());
        Files.write(image, new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});

        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidConfig.class)
                .hasMessage("stacks/Pulumi.test.yaml: nself:application holds a function file that is not UTF-8 text, got "
                        + "app/functions/logo.png; keep binary files in the object storage");
    }

    @Test
    void a_certificate_is_read_in_mode_provided_only() throws IOException {
        write("tls/chain.pem", "the chain");
        write("tls/key.pem", "the key");

        assertThat(read().certificate()).isEmpty();
        PlatformArgs provided = PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
                .tls(TlsArgs.provided("tls/chain.pem", "tls/key.pem"))
                .build();
        assertThat(UserFiles.read("stack", project, provided).certificate())
                .isEqualTo(Optional.of(new ProvidedCertificate("the chain", "the key")));
    }

    private UserFiles read() {
        return UserFiles.read("stacks/Pulumi.test.yaml", project, ARGS);
    }

    private void write(String path, String content) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
