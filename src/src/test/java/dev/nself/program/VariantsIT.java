package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Choices other than the defaults: tokens signed with a key pair, a certificate of one's own, TLS 1.2 allowed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VariantsIT {

    private final TestStack stack = new TestStack("variants");

    @TempDir
    private static Path folder;

    @BeforeAll
    void up() throws IOException {
        makeCertificate();
        stack.small();
        stack.set("services.auth.enabled", "true");
        stack.set("auth.jwt", "RS256");
        stack.set("auth.emailVerification", "false");
        stack.set("tls.mode", "provided");
        stack.set("tls.certificate", folder.resolve("cert.pem").toString());
        stack.set("tls.key", folder.resolve("key.pem").toString());
        stack.set("proxy.tlsVersions[0]", "1.2");
        stack.set("proxy.tlsVersions[1]", "1.3");
        stack.upJudged().orFail();
    }

    @AfterAll
    void removeEverything() {
        stack.close();
    }

    @Test
    void the_certificate_of_the_user_is_served() {
        assertThat(curl(stack.url("api", "/healthz")).exit()).isZero();
        assertThat(stack.curl(stack.url("api", "/healthz")).exit()).as("with the platform's own authority").isNotZero();
    }

    @Test
    void tls_1_2_is_spoken_where_it_is_allowed() {
        assertThat(curl("--tls-max", "1.2", stack.url("api", "/healthz")).exit()).isZero();
    }

    @Test
    void a_token_signed_with_the_private_key_is_taken_by_the_api_that_knows_the_public_one() {
        String session = curl("-H", "content-type: application/json", "-d",
                "{\"email\":\"rs@example.com\",\"password\":\"correct-horse-1\"}", stack.url("auth", "/signup/email-password")).orFail();
        String token = Json.read(session).path("session").path("accessToken").asText();
        assertThat(token.split("\\.")).hasSize(3);
        Path bearer = Secretly.file("authorization: Bearer " + token);
        assertThat(curl("-H", "@" + bearer, "-H", "content-type: application/json", "-d", "{\"query\":\"{ __typename }\"}",
                stack.url("api", "/v1/graphql")).output()).contains("query_root");
        assertThat(curl(stack.url("auth", "/.well-known/jwks.json")).output()).contains("RS256");
    }

    @Test
    void up_again_changes_nothing() {
        stack.up("--expect-no-changes").orFail();
    }

    private Cli.Result curl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--cacert", folder.resolve("cert.pem").toString()));
        command.addAll(List.of(arguments));
        return new Cli().run(command);
    }

    private static void makeCertificate() throws IOException {
        Files.createDirectories(folder);
        new Cli().run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=nself.localhost",
                "-addext", "subjectAltName=DNS:api.nself.localhost,DNS:auth.nself.localhost",
                "-keyout", folder.resolve("key.pem").toString(), "-out", folder.resolve("cert.pem").toString()).orFail();
    }
}
