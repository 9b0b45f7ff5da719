package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS mode {@code acme} with an authority of the user's own, whose directory shows a certificate that nobody else knows. */
class PrivateAuthorityTest {
    private static final String PEM = TestIssuer.pem(new TestIssuer().certificate());
    private static final PlatformArgs ARGS = PlatformArgs.builder("example.com", Tier.SINGLE, Target.SERVERS)
            .tls(new TlsArgs(TlsMode.ACME, "ops@example.com", "https://ca.example.com/directory", "ca.pem", null, null))
            .build();

    @TempDir
    private Path project;

    @Test
    void who_signed_the_directory_s_certificate_is_read() throws IOException {
        Files.writeString(project.resolve("ca.pem"), PEM);

        assertThat(problems()).isEmpty();
        assertThat(UserFiles.read("stack", project, ARGS).directoryAuthority()).contains(PEM);
    }

    @Test
    void without_a_file_the_directory_is_a_public_one() {
        PlatformArgs args = PlatformArgs.builder("example.com", Tier.SINGLE, Target.SERVERS).tls(TlsArgs.acme("ops@example.com")).build();

        assertThat(UserFiles.read("stack", project, args).directoryAuthority()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_is_refused() {
        assertThat(problems()).containsExactly(
                "nself:tls.directoryCa must be a readable file, got \"ca.pem\"; relative paths start at " + project);
    }

    @Test
    void a_file_without_a_certificate_is_refused() throws IOException {
        Files.writeString(project.resolve("ca.pem"), "none");

        assertThat(problems()).containsExactly(
                "nself:tls.directoryCa must hold certificates in PEM, got \"ca.pem\"; those that signed the directory's own");
    }

    private List<String> problems() {
        return PlatformValidation.validateFiles(ARGS, project).stream()
                .map(problem -> problem.path() + " " + problem.message())
                .filter(line -> line.startsWith("nself:tls"))
                .toList();
    }
}
