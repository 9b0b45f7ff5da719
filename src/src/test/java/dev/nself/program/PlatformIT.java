package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The stack that {@code ./nself up} brings up, on the real engine: what answers, and what stays as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformIT {

    private static final Set<String> SERVICES = Set.of(
            "admin", "auth", "cs-search", "data-proxy", "functions", "hasura", "mailpit", "pooler", "postgres", "proxy", "redis",
            "storage");

    private final TestStack stack = new TestStack("platform");

    @BeforeAll
    void up() {
        stack.likeLocal();
        stack.upJudged().orFail();
    }

    @AfterAll
    void removeEverything() {
        stack.close();
    }

    @Test
    @Order(1)
    void every_container_is_healthy_when_up_returns() {
        assertThat(stack.containers().keySet()).isEqualTo(SERVICES);
        assertThat(SERVICES).allSatisfy(service -> assertThat(stack.health(service)).as(service).isEqualTo("healthy"));
    }

    @Test
    @Order(1)
    void every_host_answers_over_https_with_the_platform_s_own_authority() {
        for (String host : List.of("api", "auth", "functions")) {
            assertThat(status(stack.url(host, "/healthz"))).as(host).isEqualTo("200");
        }
        assertThat(status(stack.url("admin", "/"))).startsWith("2");
        assertThat(status(stack.url("search", "/health"))).isEqualTo("200");
        // Nobody may list the storage; that it says so in S3's own words shows who answered.
        assertThat(stack.curl(stack.url("storage", "/")).output()).contains("AccessDenied");
    }

    @Test
    @Order(1)
    void http_redirects_to_https() {
        String headers = stack.curl("-i", "http://api.nself.localhost:" + stack.httpPort + "/v1/graphql").output();
        assertThat(headers).containsPattern("HTTP/1.1 30[18]").contains("Location: " + stack.url("api", "/v1/graphql"));
    }

    @Test
    @Order(1)
    void tls_1_2_is_refused() {
        assertThat(stack.curl("--tls-max", "1.2", stack.url("api", "/healthz")).exit()).isNotZero();
        assertThat(stack.curl("--tlsv1.3", stack.url("api", "/healthz")).exit()).isZero();
    }

    @Test
    @Order(1)
    void an_unknown_host_gets_no_answer() {
        assertThat(stack.curl("-k", "--resolve", "evil.example:" + stack.httpsPort + ":127.0.0.1",
                "https://evil.example:" + stack.httpsPort + "/").exit()).isNotZero();
    }

    @Test
    @Order(1)
    void the_readme_s_calls_work_from_sign_up_to_a_presigned_file() {
        Cli.Result calls = new Cli()
                .with("DOMAIN", "nself.localhost")
                .with("HTTP_PORT", Integer.toString(stack.httpPort))
                .with("HTTPS_PORT", Integer.toString(stack.httpsPort))
                .with("CACERT", stack.authority().toString())
                .run("bash", "examples/posts/calls.sh");
        assertThat(calls.exit()).as(calls.output()).isZero();
    }

    @Test
    @Order(1)
    void redis_asks_for_its_password() {
        assertThat(redis("-e", "REDISCLI_AUTH=")).contains("NOAUTH");
        assertThat(redis()).contains("PONG");
    }

    private String redis(String... options) {
        List<String> words = new ArrayList<>(List.of("exec"));
        words.addAll(List.of(options));
        words.addAll(List.of(stack.container("redis"), "redis-cli", "--tls", "--cacert", "/etc/nself/ca.pem", "ping"));
        return stack.docker(words.toArray(String[]::new)).output();
    }

    @Test
    @Order(1)
    void only_the_proxy_is_published_and_only_on_this_machine() {
        String ports = stack.docker("ps", "--filter", "label=dev.nself.stack=" + stack.name, "--format", "{{.Ports}}").output();
        assertThat(ports.lines().filter(line -> line.contains("->"))).singleElement().satisfies(line ->
                assertThat(line).contains("127.0.0.1:" + stack.httpPort + "->8080", "127.0.0.1:" + stack.httpsPort + "->8443")
                        .doesNotContain("0.0.0.0"));
    }

    @Test
    @Order(1)
    void containers_hold_no_privilege_and_have_limits() {
        for (String service : SERVICES) {
            JsonNode host = inspect(service).path("HostConfig");
            assertThat(host.get("CapDrop").toString()).as(service).contains("ALL");
            assertThat(host.path("CapAdd").isEmpty()).as(service).isTrue();
            assertThat(host.get("SecurityOpt").toString()).as(service).contains("no-new-privileges");
            assertThat(host.get("Privileged").asBoolean()).as(service).isFalse();
            assertThat(host.get("Memory").asLong()).as(service).isPositive();
            assertThat(host.get("MemoryReservation").asLong()).as(service).isPositive();
            assertThat(host.get("PidsLimit").asLong()).as(service).isPositive();
            assertThat(host.get("NanoCpus").asLong()).as(service).isPositive();
            assertThat(host.get("RestartPolicy").toString()).as(service).contains("unless-stopped");
            assertThat(host.get("LogConfig").toString()).as(service).contains("max-size");
            assertThat(host.get("Binds").toString()).as(service).doesNotContain("docker.sock");
        }
    }

    @Test
    @Order(1)
    void nobody_but_the_database_itself_is_superuser() {
        String connected = stack.sql("select distinct usename from pg_stat_activity where client_addr is not null order by 1");
        assertThat(connected.lines()).isNotEmpty().doesNotContain("postgres");
        assertThat(stack.sql("select rolname from pg_roles where (rolsuper or rolbypassrls) and rolname not like 'pg\\_%'"))
                .isEqualTo("postgres");
    }

    @Test
    @Order(1)
    void every_connection_to_the_database_is_encrypted() {
        assertThat(stack.sql("select count(*) from pg_stat_ssl s join pg_stat_activity a using (pid)"
                + " where a.client_addr is not null and not s.ssl")).isEqualTo("0");
    }

    @Test
    @Order(1)
    void no_secret_is_in_plain_where_it_does_not_belong() {
        Map<String, String> secrets = StateSecrets.generated(stack);
        assertThat(secrets).hasSizeGreaterThan(10);
        String exported = stack.export();
        StringBuilder seen = new StringBuilder();
        for (String service : SERVICES) {
            JsonNode config = inspect(service).path("Config");
            seen.append(config.get("Labels")).append(config.get("Cmd")).append(config.get("Entrypoint")).append(config.get("Healthcheck"));
            seen.append(stack.docker("logs", stack.container(service)).output());
            seen.append(stack.docker("top", stack.container(service), "-eo", "args").output());
        }
        secrets.forEach((name, value) -> {
            assertThat(exported).as(name + " in the state").doesNotContain(value);
            assertThat(seen.toString()).as(name + " in labels, commands or logs").doesNotContain(value);
        });
    }

    @Test
    @Order(1)
    void a_secret_is_in_the_environment_of_those_that_use_it_only() {
        Map<String, String> secrets = StateSecrets.generated(stack);
        assertThat(holders(secrets.get("postgres-superuser"))).containsExactly("postgres");
        assertThat(holders(secrets.get("postgres-hasura"))).containsExactly("hasura");
        assertThat(holders(secrets.get("postgres-auth"))).containsExactly("auth");
        assertThat(holders(secrets.get("storage-root"))).containsExactly("storage");
        assertThat(holders(secrets.get("hasura-admin-secret"))).containsExactly("auth", "hasura");
    }

    @Test
    @Order(2)
    void up_again_changes_nothing() {
        assertThat(stack.up("--expect-no-changes").orFail()).contains("unchanged");
    }

    @Test
    @Order(3)
    void refresh_and_up_change_nothing() {
        assertThat(stack.refresh().orFail()).doesNotContain("updated");
        stack.up("--expect-no-changes").orFail();
    }

    @Test
    @Order(4)
    void another_environment_of_one_service_replaces_its_container_only() {
        Map<String, String> before = stack.containers();
        stack.set("services.mailpit.environment.MP_MAX_MESSAGES", "50");
        stack.up().orFail();
        Map<String, String> after = stack.containers();
        Set<String> replaced = new TreeSet<>(SERVICES);
        replaced.removeIf(service -> before.get(service).equals(after.get(service)));
        assertThat(replaced).containsExactly("mailpit");
    }

    @Test
    @Order(5)
    void whatever_is_killed_comes_back_by_itself() {
        for (String service : SERVICES) {
            String pid = stack.docker("inspect", "-f", "{{.State.Pid}}", stack.container(service)).orFail().strip();
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        }
        Eventually.within(Duration.ofMinutes(3), () -> assertThat(SERVICES).allSatisfy(service -> {
            assertThat(inspect(service).get("RestartCount").asInt()).as(service + " was restarted").isPositive();
            assertThat(stack.health(service)).as(service).isEqualTo("healthy");
        }));
        assertThat(status(stack.url("api", "/healthz"))).isEqualTo("200");
        stack.up("--expect-no-changes").orFail();
    }

    @Test
    @Order(6)
    void a_rotated_secret_works_after_one_up() {
        String before = StateSecrets.generated(stack).get("postgres-hasura");
        stack.set("rotation.postgres-hasura", Instant.now().toString());
        stack.up().orFail();
        assertThat(StateSecrets.generated(stack).get("postgres-hasura")).isNotEqualTo(before);
        assertThat(query("{ __typename }")).contains("query_root");
        stack.up("--expect-no-changes").orFail();
    }

    @Test
    @Order(7)
    void data_outlives_destroy_and_the_loss_of_the_state() {
        String posts = stack.sql("select count(*) from posts");
        assertThat(Integer.parseInt(posts)).isGreaterThan(1000);
        stack.destroy().orFail();
        assertThat(stack.containers()).isEmpty();
        stack.loseState();
        stack.up().orFail();
        assertThat(stack.sql("select count(*) from posts")).isEqualTo(posts);
        assertThat(query("{ __typename }")).contains("query_root");
        assertThat(SERVICES).allSatisfy(service -> assertThat(stack.health(service)).as(service).isEqualTo("healthy"));
        stack.up("--expect-no-changes").orFail();
    }

    private String status(String url) {
        return stack.curl("-o", "/dev/null", "-w", "%{http_code}", url).output();
    }

    private String query(String graphql) {
        Path header = Secretly.file("x-hasura-admin-secret: " + stack.output("hasuraAdminSecret"));
        return stack.curl("-H", "@" + header, "-H", "content-type: application/json",
                "-d", "{\"query\":\"" + graphql + "\"}", stack.url("api", "/v1/graphql")).output();
    }

    private JsonNode inspect(String service) {
        return Json.read(stack.docker("inspect", stack.container(service)).orFail()).get(0);
    }

    private List<String> holders(String secret) {
        return SERVICES.stream().sorted()
                .filter(service -> inspect(service).path("Config").get("Env").toString().contains(secret))
                .toList();
    }
}
