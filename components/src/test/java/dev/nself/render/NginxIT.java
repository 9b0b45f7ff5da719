package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nself.model.proxy.Cors;
import dev.nself.model.proxy.HeaderPolicy;
import dev.nself.model.proxy.ProxyPlan;
import dev.nself.model.proxy.Rate;
import dev.nself.model.proxy.Rates;
import dev.nself.model.proxy.TlsVersion;
import dev.nself.model.proxy.Upstream;
import dev.nself.model.proxy.VirtualHost;
import dev.nself.model.proxy.Zone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of the proxy see, with the real nginx and a service behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxIT {
    private static final String API = "api.nself.localhost";
    private static final String AUTH = "auth.nself.localhost";
    private static final String STORAGE = "storage.nself.localhost";
    private static final String USERS = "functions.nself.localhost";
    private static final String WEB = "web.nself.localhost";
    private static final String LATE = "late.nself.localhost";
    private static final String ORIGIN = "https://app.example.com";

    private RunningNginx nginx;
    private EchoService service;
    private String image;

    @BeforeAll
    void start() {
        image = DockerCommand.imageOf("nginx");
        service = new EchoService();
        nginx = RunningNginx.network("nself.localhost");
        nginx.start(image, plan(new Upstream(nginx.hostAddress(), service.port())));
    }

    @AfterAll
    void stop() {
        if (nginx != null) {
            nginx.close();
            service.close();
        }
    }

    private static ProxyPlan plan(Upstream echo) {
        Rate plenty = new Rate(6000, 1000);
        Rate little = new Rate(6, 1);
        return new ProxyPlan(
                9443,
                new Rates(plenty, little, little, plenty, plenty, little),
                List.of(ORIGIN, "https://*.example.org"),
                Set.of(TlsVersion.TLS_1_3),
                List.of(),
                List.of(
                        VirtualHost.of(API, echo, Zone.API).withWebsocket().denying("/v1/metadata"),
                        VirtualHost.of(AUTH, echo, Zone.AUTH),
                        VirtualHost.of(STORAGE, echo, Zone.UPLOADS)
                                .withHeaders(HeaderPolicy.OBJECTS)
                                .withCors(Cors.PROXY)
                                .withBodyMiB(64),
                        VirtualHost.of(USERS, echo, Zone.FUNCTIONS),
                        VirtualHost.of(WEB, echo, Zone.GENERAL)
                                .withHeaders(HeaderPolicy.SERVICE)
                                .withCors(Cors.PROXY)
                                .withBodyMiB(1),
                        VirtualHost.of(LATE, new Upstream("late", 8080), Zone.GENERAL)));
    }

    @Test
    void redirectsPlainHttpToThePublicPort() throws IOException {
        Answer answer = nginx.http("POST /v1/graphql?a=%2F&b=c HTTP/1.1", "Host: " + API + ":9080");

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.headers("Location")).containsExactly("https://" + API + ":9443/v1/graphql?a=%2F&b=c");
    }

    @Test
    void redirectsPlainHttpSentToTheTlsPort() throws IOException {
        Answer answer = nginx.plainOnHttps("GET /x HTTP/1.1", "Host: " + API + ":9443");

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.headers("Location")).containsExactly("https://" + API + ":9443/x");
    }

    @Test
    void answersHealthOverPlainHttp() throws IOException {
        assertThat(nginx.http("GET /health HTTP/1.1", "Host: " + API).body()).isEqualTo("ok\n");
        assertThat(nginx.http("GET /health HTTP/1.1", "Host: 127.0.0.1").body()).isEqualTo("ok\n");
    }

    @Test
    void closesTheConnectionOnUnknownHosts() throws IOException {
        assertThat(nginx.http("GET / HTTP/1.1", "Host: other.example.com").status()).isZero();
        assertThat(nginx.https(API, "GET / HTTP/1.1", "Host: other.example.com").status()).isZero();
    }

    @Test
    void refusesTheHandshakeOfAnUnknownHostBeforeShowingACertificate() {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> nginx.connect("unknown.nself.localhost", List.of("TLSv1.3")))
                .withMessageContaining("unrecognized_name");
    }

    @Test
    void refusesTls12() {
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> nginx.connect(API, List.of("TLSv1.2")))
                .withMessageContaining("protocol_version");
    }

    @Test
    void offersHttp2() throws IOException {
        try (SSLSocket socket = nginx.connect(API, List.of("TLSv1.3"), "h2", "http/1.1")) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status/404", "/status/500", "/v1/metadata", "/%00"})
    void sendsEverySecurityHeaderOnceOnEveryAnswer(String path) throws IOException {
        Answer answer = nginx.https(API, "GET " + path + " HTTP/1.1");

        assertThat(answer.headers("Strict-Transport-Security")).containsExactly("max-age=31536000; includeSubDomains");
        assertThat(answer.headers("Content-Security-Policy"))
                .containsExactly(HeaderPolicy.STRICT.contentSecurityPolicy());
        assertThat(answer.headers("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers("Referrer-Policy")).containsExactly("strict-origin-when-cross-origin");
        assertThat(answer.headers("Permissions-Policy")).hasSize(1);
        assertThat(answer.headers("X-Request-Id")).hasSize(1);
        assertThat(answer.headers("X-Powered-By")).isEmpty();
        assertThat(answer.headers("Server")).containsExactly("nginx");
    }

    @Test
    void passesStatusAndBodyOfTheServiceOn() throws IOException {
        Answer answer = nginx.https(API, "GET /status/418 HTTP/1.1");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).startsWith("GET /status/418");
    }

    @Test
    void keepsTheContentPolicyThatACustomServiceSends() throws IOException {
        assertThat(nginx.https(WEB, "GET /csp HTTP/1.1").headers("Content-Security-Policy"))
                .containsExactly("default-src https:");
        assertThat(nginx.https(WEB, "GET / HTTP/1.1").headers("Content-Security-Policy"))
                .containsExactly(HeaderPolicy.SERVICE.contentSecurityPolicy());
        assertThat(nginx.https(API, "GET /csp HTTP/1.1").headers("Content-Security-Policy"))
                .containsExactly(HeaderPolicy.STRICT.contentSecurityPolicy());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/bucket/a%2Fb%20c?X-Amz-Signature=0a%2B&list-type=2",
        "/bucket//double/./dot/../up",
        "/bucket/%C3%A4%7E?",
        "/bucket/plus+and%2Bpercent%25"
    })
    void passesPathQueryAndHostOnByteForByte(String target) throws IOException {
        Answer answer = nginx.https(STORAGE, "GET " + target + " HTTP/1.1", "Host: " + STORAGE + ":9443");

        assertThat(answer.body()).startsWith("GET " + target + " HTTP/1.1\r\n").contains("Host: " + STORAGE + ":9443\r\n");
    }

    @Test
    void keepsTheHostWithItsPortOverHttp2Too() {
        String answer = DockerCommand.succeed(
                "exec", nginx.name(), "curl", "-sk", "--http2", "--connect-to", STORAGE + ":9443:127.0.0.1:8443",
                "https://" + STORAGE + ":9443/bucket/a%2Fb?x=1");

        assertThat(answer).startsWith("GET /bucket/a%2Fb?x=1 HTTP/1.1").contains("Host: " + STORAGE + ":9443");
    }

    @Test
    void tellsTheServiceWhoAsksAndBelievesNoClientAboutIt() throws IOException {
        String request = nginx.https(
                        API, "GET / HTTP/1.1", "X-Forwarded-For: 6.6.6.6", "Forwarded: for=6.6.6.6", "X-Real-IP: 6.6.6.6",
                        "X-Forwarded-Proto: http", "X-Forwarded-Host: evil.example.com", "Proxy: http://evil")
                .body();

        assertThat(request)
                .contains("X-Forwarded-Proto: https\r\n", "X-Forwarded-Port: 9443\r\n", "X-Forwarded-Host: " + API + "\r\n")
                .containsPattern("X-Forwarded-For: [0-9.]+\r\n")
                .doesNotContain("6.6.6.6", "evil");
    }

    @Test
    void keepsAHarmlessRequestIdAndMakesOneOtherwise() throws IOException {
        Answer kept = nginx.https(API, "GET / HTTP/1.1", "X-Request-Id: order-4711");
        Answer made = nginx.https(API, "GET / HTTP/1.1", "X-Request-Id: \"} bad");

        assertThat(kept.headers("X-Request-Id")).containsExactly("order-4711");
        assertThat(kept.body()).contains("X-Request-Id: order-4711\r\n");
        assertThat(made.headers("X-Request-Id").get(0)).matches("[0-9a-f]{32}");
        assertThat(made.body()).contains("X-Request-Id: " + made.headers("X-Request-Id").get(0) + "\r\n");
    }

    @Test
    void limitsSignInsAndTellsWhenToTryAgain() throws IOException {
        assertThat(nginx.https(AUTH, "GET / HTTP/1.1").status()).isEqualTo(200);
        assertThat(nginx.https(AUTH, "GET / HTTP/1.1").status()).isEqualTo(200);
        Answer limited = nginx.https(AUTH, "GET / HTTP/1.1", "Origin: " + ORIGIN);

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.headers("Retry-After")).containsExactly("10");
        assertThat(limited.headers("Content-Type")).containsExactly("application/json");
        assertThat(limited.headers("Strict-Transport-Security")).hasSize(1);
        assertThat(limited.body()).startsWith("{\"error\":\"too_many_requests\",\"message\":\"try again in 10 s\"");
        // The service was never asked, so the proxy lets the page read the answer.
        assertThat(limited.headers("Access-Control-Allow-Origin")).containsExactly(ORIGIN);
    }

    @Test
    void limitsUploadsAndNeverDownloads() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(nginx.https(STORAGE, "GET /bucket/object HTTP/1.1").status()).isEqualTo(200);
        }
        assertThat(nginx.httpsWithBody(STORAGE, "a", "PUT /bucket/1 HTTP/1.1").status()).isEqualTo(200);
        assertThat(nginx.httpsWithBody(STORAGE, "a", "PUT /bucket/2 HTTP/1.1").status()).isEqualTo(200);
        assertThat(nginx.httpsWithBody(STORAGE, "a", "PUT /bucket/3 HTTP/1.1").status()).isEqualTo(429);
        assertThat(nginx.https(STORAGE, "GET /bucket/object HTTP/1.1").status()).isEqualTo(200);
    }

    @Test
    void limitsEachUserByToken() throws IOException {
        String one = "Authorization: Bearer aaaa.bbbb.signature-one";
        String two = "Authorization: Bearer aaaa.bbbb.signature-two";

        assertThat(nginx.https(USERS, "GET / HTTP/1.1", one).status()).isEqualTo(200);
        assertThat(nginx.https(USERS, "GET / HTTP/1.1", one).status()).isEqualTo(200);
        assertThat(nginx.https(USERS, "GET / HTTP/1.1", one).status()).isEqualTo(429);
        assertThat(nginx.https(USERS, "GET / HTTP/1.1", two).status()).isEqualTo(200);
        assertThat(nginx.https(USERS, "GET / HTTP/1.1").status()).isEqualTo(200);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws IOException {
        Answer answer = nginx.https(WEB, "POST / HTTP/1.1", "Content-Length: 1048577");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).startsWith("{\"error\":\"body_too_large\"");
        assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/metadata", "/v1/metadata/x", "/v1//metadata", "/v1/%6Detadata", "/x/..%2Fv1/metadata"})
    void closesDeniedPathsHoweverTheyAreWritten(String path) throws IOException {
        Answer answer = nginx.https(API, "GET " + path + " HTTP/1.1");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).startsWith("{\"error\":\"forbidden\"");
    }

    @Test
    void keepsNeighboursOfDeniedPathsOpen() throws IOException {
        assertThat(nginx.https(API, "GET /v1/metadatax HTTP/1.1").status()).isEqualTo(200);
    }

    @Test
    void closesDeniedPathsToWebsocketsToo() throws IOException {
        assertThat(nginx.https(API, "GET /v1/metadata HTTP/1.1", "Upgrade: websocket").status()).isEqualTo(403);
    }

    @Test
    void carriesWebsocketsBothWays() throws IOException {
        try (SSLSocket socket = nginx.connect(API, List.of("TLSv1.3"), "http/1.1")) {
            socket.getOutputStream().write(("GET /v1/graphql?x=%2F HTTP/1.1\r\nHost: " + API
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(Answer.read(socket.getInputStream()).status()).isEqualTo(101);

            socket.getOutputStream().write("ping".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readNBytes(4), StandardCharsets.ISO_8859_1)).isEqualTo("ping");
        }
    }

    @Test
    void upgradesNothingWhereWebsocketsAreNotWanted() throws IOException {
        Answer answer = nginx.https(WEB, "GET / HTTP/1.1", "Upgrade: websocket");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("Upgrade");
    }

    @Test
    void answersPreflightsForTheServiceAndOnlyToKnownOrigins() throws IOException {
        Answer known = nginx.https(
                WEB, "OPTIONS /x HTTP/1.1", "Origin: https://a.b.example.org", "Access-Control-Request-Method: PUT",
                "Access-Control-Request-Headers: authorization,x-a");
        Answer unknown = nginx.https(
                WEB, "OPTIONS /x HTTP/1.1", "Origin: https://example.org.evil.com", "Access-Control-Request-Method: PUT");

        assertThat(known.status()).isEqualTo(204);
        assertThat(known.headers("Access-Control-Allow-Origin")).containsExactly("https://a.b.example.org");
        assertThat(known.headers("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(known.headers("Access-Control-Allow-Headers")).containsExactly("authorization,x-a");
        assertThat(known.headers("Access-Control-Allow-Methods").get(0)).contains("PUT");
        assertThat(unknown.headers("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void replacesTheServicesWildcardOriginWhereTheProxyAnswers() throws IOException {
        assertThat(nginx.https(WEB, "GET / HTTP/1.1", "Origin: " + ORIGIN).headers("Access-Control-Allow-Origin"))
                .containsExactly(ORIGIN);
        assertThat(nginx.https(WEB, "GET / HTTP/1.1", "Origin: https://evil.com").headers("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(nginx.https(API, "GET / HTTP/1.1", "Origin: " + ORIGIN).headers("Access-Control-Allow-Origin"))
                .containsExactly("*");
    }

    @Test
    void answers502ForAMissingServiceAndFindsItWhenItComes() throws Exception {
        Answer missing = nginx.https(LATE, "GET /health HTTP/1.1");
        assertThat(missing.status()).isEqualTo(502);
        assertThat(missing.body()).startsWith("{\"error\":\"service_unavailable\"");
        assertThat(missing.headers("Strict-Transport-Security")).hasSize(1);

        String late = nginx.name() + "-late";
        DockerCommand.succeed(
                "create", "--name", late, "--network", nginx.name(), "--network-alias", "late", "--user", "101:101", image);
        DockerCommand.upload(late, RunningNginx.files(Plans.full(), TestCertificate.of("example.com")));
        DockerCommand.succeed("start", late);

        Answer found = missing;
        for (int second = 0; second < 30 && found.status() != 200; second++) {
            Thread.sleep(1000);
            found = nginx.https(LATE, "GET /health HTTP/1.1");
        }
        assertThat(found.body()).isEqualTo("ok\n");
    }

    @Test
    void logsOneJsonObjectARequestWithoutSecrets() throws IOException {
        nginx.https(
                STORAGE, "GET /bucket/logged?X-Amz-Signature=topsecret HTTP/1.1", "Authorization: Bearer topsecret",
                "Referer: https://a/?ticket=topsecret", "Cookie: s=topsecret", "User-Agent: a\"b");
        nginx.https(LATE, "GET /logged?ticket=topsecret HTTP/1.1");
        String log = nginx.log();

        assertThat(log).doesNotContain("topsecret");
        assertThat(log.lines().filter(line -> line.contains("/bucket/logged")).findFirst().orElseThrow())
                .startsWith("{\"time\":\"")
                .contains("\"host\":\"" + STORAGE + "\"", "\"path\":\"/bucket/logged\"", "\"status\":200", "a\\\"b")
                .endsWith("\"}");
        assertThat(log.lines().filter(line -> line.contains("\"path\":\"/logged\"")).findFirst().orElseThrow())
                .contains("\"service\":\"late\"");
    }
}
