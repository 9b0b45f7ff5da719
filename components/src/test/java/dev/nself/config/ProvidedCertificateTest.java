package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.model.Part.CertificateField;
import dev.nself.model.Plan;
import dev.nself.model.Text;
import dev.nself.model.service.ReverseProxy;
import dev.nself.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS mode {@code provided}: what is wrong with the user's certificate is told before anything is made. */
class ProvidedCertificateTest {
    private static final TestIssuer ISSUER = new TestIssuer();
    private static final KeyPair KEYS = TestIssuer.newKeys("EC 256");
    private static final Instant NOW = TestIssuer.BEGIN.plus(Duration.ofDays(100));
    private static final PlatformArgs ARGS = PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
            .tls(TlsArgs.provided("tls/chain.pem", "tls/key.pem"))
            .custom(CustomServiceArgs.fromImage("search", "search:1").withRoute("find"),
                    CustomServiceArgs.fromImage("worker", "worker:1"))
            .build();

    @TempDir
    private Path project;

    @BeforeEach
    void bringACertificate() throws IOException {
        Files.createDirectories(project.resolve("tls"));
        chain(TestIssuer.pem(ISSUER.issueFor(KEYS, "*.example.com"), ISSUER.certificate()));
        key(TestIssuer.pem(KEYS.getPrivate()));
    }

    @Test
    void a_certificate_for_every_host_with_its_key_is_taken_and_reaches_the_proxy() {
        assertThat(problems(NOW)).isEmpty();

        UserFiles files = UserFiles.read("stack", project, ARGS);
        Plan plan = Topology.plan("test", ARGS, files);
        assertThat(plan.provided()).containsOnlyKeys("proxy");
        assertThat(plan.provided().get("proxy").chain()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(plan.provided().get("proxy").privateKey()).startsWith("-----BEGIN EC PRIVATE KEY-----");
        assertThat(plan.certificates()).extracting(made -> made.name()).doesNotContain("proxy").contains("postgres");
        assertThat(plan.toString()).doesNotContain("PRIVATE KEY-----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC 256", "EC 384", "EC 521", "RSA 2048", "RSA 4096", "Ed25519"})
    void a_key_may_be_in_either_form(String algorithm) throws IOException {
        KeyPair keys = TestIssuer.newKeys(algorithm);
        chain(TestIssuer.pem(ISSUER.issueFor(keys, "*.example.com")));

        key("a comment\n" + TestIssuer.pem(keys.getPrivate()));
        assertThat(problems(NOW)).as("as OpenSSL writes it").isEmpty();

        key(pkcs8(keys.getPrivate()));
        assertThat(problems(NOW)).as("PKCS#8").isEmpty();
    }

    @Test
    void names_may_be_given_one_by_one() throws IOException {
        String[] hosts = PublicHosts.of(ARGS).toArray(String[]::new);
        chain(TestIssuer.pem(ISSUER.issueFor(KEYS, hosts)));

        assertThat(problems(NOW)).isEmpty();
    }

    @Test
    void the_hosts_are_those_that_the_proxy_serves() {
        PlatformArgs few = PlatformArgs.builder("example.com", Tier.SINGLE, Target.SERVERS)
                .services(ServicesArgs.defaults().with(PlatformService.ADMIN, ServiceArgs.off()))
                .build();

        assertThat(Stream.of(ARGS, few)).allSatisfy(args -> assertThat(PublicHosts.of(args))
                .containsExactlyInAnyOrderElementsOf(ReverseProxy.certificate(args).dnsNames()));
        assertThat(PublicHosts.of(ARGS)).contains("find.example.com").doesNotContain("worker.example.com");
    }

    @Test
    void hosts_that_it_does_not_cover_are_named() throws IOException {
        chain(TestIssuer.pem(ISSUER.issueFor(KEYS, "api.example.com", "AUTH.example.com", "*.functions.example.com",
                "example.com", "admin.example.com", "storage.example.com", "mail.example.com")));

        assertThat(problems(NOW)).containsExactly("nself:tls.certificate must cover every public host, got "
                + "\"api.example.com, auth.example.com, *.functions.example.com, example.com, admin....; "
                + "it lacks functions.example.com, find.example.com");
    }

    @Test
    void a_name_in_the_subject_does_not_count() throws IOException {
        chain(TestIssuer.pem(ISSUER.issueFor(KEYS)));

        assertThat(problems(NOW)).containsExactly("nself:tls.certificate must cover every public host, got \"\"; it lacks "
                + "api.example.com, auth.example.com, functions.example.com, admin.example.com, storage.example.com, "
                + "mail.example.com, find.example.com");
    }

    @Test
    void the_key_of_another_certificate_is_refused() throws IOException {
        String refused = "nself:tls.key does not belong to the certificate, got \"tls/key.pem\"; "
                + "name the key that tls.certificate was issued for";
        for (String algorithm : List.of("EC 256", "EC 384", "RSA 2048")) {
            PrivateKey another = TestIssuer.newKeys(algorithm).getPrivate();

            key(pkcs8(another));
            assertThat(problems(NOW)).as(algorithm).containsExactly(refused);
            key(TestIssuer.pem(another));
            assertThat(problems(NOW)).as(algorithm + " as OpenSSL writes it").containsExactly(refused);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGr\n-----END ENCRYPTED PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nMIGr\n-----END EC PRIVATE KEY-----\n"
    })
    void a_key_that_needs_a_passphrase_is_refused(String pem) throws IOException {
        key(pem);

        assertThat(problems(NOW)).containsExactly("nself:tls.key must not need a passphrase, got \"tls/key.pem\"; "
                + "take it off with openssl pkey -in <file> -out <file>");
    }

    @Test
    void a_file_without_a_key_is_refused() throws IOException {
        String refused = "nself:tls.key must hold a private key in PEM, got \"tls/key.pem\"; as openssl genpkey makes it";

        key(TestIssuer.pem(ISSUER.certificate()));
        assertThat(problems(NOW)).containsExactly(refused);
        key("-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n");
        assertThat(problems(NOW)).containsExactly(refused);
        key("-----BEGIN EC PRIVATE KEY-----\n=\n-----END EC PRIVATE KEY-----\n");
        assertThat(problems(NOW)).containsExactly(refused);
    }

    @Test
    void a_file_without_a_certificate_is_refused() throws IOException {
        String refused = "nself:tls.certificate must hold certificates in PEM, got \"tls/chain.pem\"; "
                + "the server's own first, then its issuers";

        chain(TestIssuer.pem(KEYS.getPrivate()));
        assertThat(problems(NOW)).containsExactly(refused);
        chain("-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");
        assertThat(problems(NOW)).containsExactly(refused);
        Files.write(project.resolve("tls/chain.pem"), new byte[] {0x30, (byte) 0x82, 1, 2});
        assertThat(problems(NOW)).as("DER").containsExactly(refused);
    }

    @Test
    void a_chain_out_of_order_is_refused() throws IOException {
        chain(TestIssuer.pem(ISSUER.issueFor(KEYS, "*.example.com"), new TestIssuer().certificate()));

        assertThat(problems(NOW)).containsExactly("nself:tls.certificate must list each certificate right before its issuer, "
                + "got \"tls/chain.pem\"; its certificate 2 did not sign the one before; the server's own comes first");
    }

    @Test
    void a_certificate_out_of_its_time_is_refused() {
        assertThat(problems(TestIssuer.END.plusSeconds(1))).containsExactly(
                "nself:tls.certificate expired on 2027-01-01T00:00:00Z, got \"tls/chain.pem\"; renew it");
        assertThat(problems(TestIssuer.BEGIN.minusSeconds(1))).containsExactly("nself:tls.certificate is not valid before "
                + "2026-01-01T00:00:00Z, got \"tls/chain.pem\"; wait, or set this machine's clock");
    }

    @Test
    void everything_wrong_is_told_at_once() throws IOException {
        chain(TestIssuer.pem(ISSUER.issueFor(KEYS, "www.example.com")));
        key(TestIssuer.pem(TestIssuer.newKeys("EC 256").getPrivate()));

        assertThat(problems(TestIssuer.END.plusSeconds(1))).hasSize(3);
    }

    @Test
    void files_that_are_not_there_are_told_once() throws IOException {
        Files.delete(project.resolve("tls/key.pem"));
        Files.delete(project.resolve("tls/chain.pem"));
        Files.createDirectory(project.resolve("tls/chain.pem"));

        assertThat(problems(NOW)).containsExactly(
                "nself:tls.certificate must be a readable file, got \"tls/chain.pem\"; relative paths start at " + project,
                "nself:tls.key must be a readable file, got \"tls/key.pem\"; relative paths start at " + project);
    }

    @Test
    void its_text_names_the_certificate_and_not_the_key() {
        assertThat(Text.certificate("proxy", CertificateField.PRIVATE_KEY).toString()).doesNotContain("BEGIN");
        assertThat(new ProvidedCertificate("chain", "key").toString()).isEqualTo("ProvidedCertificate[chain=5 characters]");
    }

    private List<String> problems(Instant now) {
        return PlatformValidation.validateFiles(ARGS, project, now).stream()
                .map(problem -> problem.path() + " " + problem.message())
                .toList();
    }

    private void chain(String pem) throws IOException {
        Files.writeString(project.resolve("tls/chain.pem"), pem);
    }

    private void key(String pem) throws IOException {
        Files.writeString(project.resolve("tls/key.pem"), pem);
    }

    private static String pkcs8(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded()) + "\n-----END PRIVATE KEY-----\n";
    }
}
