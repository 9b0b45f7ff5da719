package dev.nself.render;

import static dev.nself.render.AcmeStage.ADMIN;
import static dev.nself.render.AcmeStage.API;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Certificates of an ACME authority, from the first to their renewal, with the real nginx, lego and Pebble. */
class AcmeIT {
    private static final String STARTED = "{{.State.StartedAt}} {{.RestartCount}}";

    @Test
    void the_first_certificate_takes_the_place_of_the_platform_s_own_without_a_restart() throws CertificateParsingException {
        try (AcmeStage stage = AcmeStage.of(Duration.ofDays(90))) {
            stage.startProxy(API, ADMIN);
            String started = DockerCommand.succeed("inspect", "--format", STARTED, stage.proxy());
            assertThat(stage.showsItsOwn(API)).isTrue();

            stage.startClient();
            stage.awaitLog(stage.client(), "acme: asks .*");
            assertThat(check(stage).output()).as("health before").startsWith("acme: asks https://pebble:14000/dir for " + API);
            X509Certificate certificate = stage.awaitCertificate(API);

            assertThat(certificate.getSubjectAlternativeNames()).extracting(name -> (Object) name.get(1)).containsExactlyInAnyOrder(API, ADMIN);
            assertThat(stage.awaitCertificate(ADMIN)).isEqualTo(certificate);
            assertThat(check(stage).exit()).as("health after").isZero();
            assertThat(DockerCommand.succeed("inspect", "--format", STARTED, stage.proxy())).isEqualTo(started);
            // The last word on who may read what is in the volume.
            assertThat(DockerCommand.run("exec", stage.proxy(), "ls", "/var/lib/nself/acme/lego").output()).contains("Permission denied");
            assertThat(DockerCommand.run("exec", stage.proxy(), "touch", "/var/lib/nself/acme/x").output()).contains("Read-only");

            DockerCommand.succeed("restart", stage.proxy());
            stage.awaitLog(stage.proxy(), "proxy: uses the certificate of the ACME client");
            DockerCommand.succeed("stop", "--time", "60", stage.proxy());
            assertThat(DockerCommand.succeed("inspect", "--format", "{{.State.ExitCode}}", stage.proxy())).as("a graceful stop").isEqualTo("0");
        }
    }

    @Test
    void a_renewal_fails_no_request() {
        try (AcmeStage stage = AcmeStage.of(Duration.ofSeconds(60))) {
            stage.startProxy(API, ADMIN);
            stage.startClient();
            X509Certificate first = stage.awaitCertificate(API);
            SSLContext client = stage.trustingPebble();
            Queue<String> failures = new ConcurrentLinkedQueue<>();
            AtomicInteger answers = new AtomicInteger();
            AtomicBoolean renewed = new AtomicBoolean();
            List<Thread> load = IntStream.range(0, 4).mapToObj(number -> new Thread(() -> {
                while (!renewed.get()) {
                    try {
                        // Denied by the proxy itself, so that no service is needed behind it.
                        int status = stage.ask(client, API, "/v1/metadata");
                        answers.incrementAndGet();
                        if (status != 403 && status != 429) {
                            failures.add("status " + status);
                        }
                    } catch (IOException e) {
                        failures.add(e.toString());
                    }
                    AcmeStage.pause(Duration.ofMillis(10));
                }
            })).toList();
            load.forEach(Thread::start);
            try {
                stage.await("another certificate", () -> !stage.awaitCertificate(API).equals(first));
                AcmeStage.pause(Duration.ofSeconds(2));
            } finally {
                renewed.set(true);
            }

            assertThat(stage.awaitCertificate(API).getNotAfter()).isAfter(first.getNotAfter());
            assertThat(failures).isEmpty();
            assertThat(answers.get()).isGreaterThan(500);
        }
    }

    @Test
    void a_client_that_was_killed_goes_on_with_its_account_and_its_certificate() {
        try (AcmeStage stage = AcmeStage.of(Duration.ofDays(90))) {
            stage.startProxy(API, ADMIN);
            stage.startClient();
            X509Certificate first = stage.awaitCertificate(API);

            DockerCommand.succeed("kill", stage.client());
            DockerCommand.succeed("start", stage.client());
            stage.await("the client looks again", () -> stage.log(stage.client()).split("acme: asks", -1).length == 3);
            DockerCommand.succeed("rm", "-f", stage.client());
            stage.startClient();
            stage.await("health of another container", () -> check(stage).exit() == 0);
            AcmeStage.pause(Duration.ofSeconds(10));

            assertThat(stage.awaitCertificate(API)).isEqualTo(first);
            assertThat(stage.log(stage.pebble()).lines().filter(line -> line.contains("accounts in memory"))).as("accounts")
                    .singleElement().asString().contains("1 accounts");
            assertThat(stage.log(stage.pebble()).lines().filter(line -> line.contains("Issued certificate"))).hasSize(1);
        }
    }

    @Test
    void a_certificate_that_was_cut_off_is_asked_for_again_and_the_proxy_takes_no_broken_one() {
        try (AcmeStage stage = AcmeStage.of(Duration.ofDays(90))) {
            stage.startProxy(API, ADMIN);
            stage.startClient();
            X509Certificate first = stage.awaitCertificate(API);

            DockerCommand.succeed("exec", stage.client(), "sh", "-c", "echo half >/var/tmp/proxy.pem");
            stage.awaitLog(stage.proxy(), "proxy: cannot use the new certificate; goes on with the one before");
            assertThat(stage.awaitCertificate(API)).isEqualTo(first);

            DockerCommand.succeed("exec", stage.client(), "sh", "-c", "echo half >/var/tmp/lego/certificates/" + API + ".key");
            DockerCommand.succeed("restart", stage.client());
            stage.await("another certificate", () -> !stage.awaitCertificate(API).equals(first));
        }
    }

    @Test
    void while_the_authority_is_away_the_proxy_goes_on_and_the_client_tries_again() {
        try (AcmeStage stage = AcmeStage.of(Duration.ofDays(90))) {
            String network = stage.pebble().replace("-pebble", "");
            stage.startProxy(API, ADMIN);
            DockerCommand.succeed("network", "disconnect", network, stage.pebble());
            stage.startClient();

            stage.awaitLog(stage.client(), "acme: no new certificate: Could not create client: .*pebble.*; attempt 1, the next in 1 s");
            assertThat(stage.showsItsOwn(API)).isTrue();
            assertThat(check(stage).output()).startsWith("acme: no new certificate: ");

            DockerCommand.succeed("network", "connect", "--alias", "pebble", network, stage.pebble());
            stage.awaitCertificate(API);
        }
    }

    @Test
    void an_authority_that_is_not_trusted_is_named_and_asked_less_and_less_often() {
        try (AcmeStage stage = AcmeStage.trusting(TestCertificate.of("nself.test").files().get(NginxConfig.CERTIFICATE))) {
            stage.startProxy(API, ADMIN);
            stage.startClient();

            for (String next : List.of("1, the next in 1 s", "2, the next in 2 s", "3, the next in 4 s", "4, the next in 8 s")) {
                stage.awaitLog(stage.client(), "acme: no new certificate: .*https://pebble:14000/dir.* x509: .*;"
                        + " name the certificate of a private authority in nself:tls.directoryCa; attempt " + next);
            }
        }
    }

    @Test
    void a_name_that_leads_elsewhere_is_told_with_what_to_do() {
        try (AcmeStage stage = AcmeStage.of(Duration.ofDays(90))) {
            stage.startProxy(API);
            stage.startClient();

            stage.awaitLog(stage.client(), "acme: no new certificate: .*\\[" + ADMIN + "\\].*; every name must lead to this server,"
                    + " whose port 80 must be open: " + API + " " + ADMIN + "; attempt 1, .*");
            assertThat(stage.showsItsOwn(API)).isTrue();
        }
    }

    private static DockerCommand.Result check(AcmeStage stage) {
        return DockerCommand.run("exec", stage.client(), "sh", "/etc/nself/acme.sh", "check");
    }
}
