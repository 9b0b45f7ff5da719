package dev.nself.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.resources.ComponentResourceOptions;
import dev.nself.component.RecordedRun.Made;
import dev.nself.config.AuthArgs;
import dev.nself.config.CustomServiceArgs;
import dev.nself.config.ImagesArgs;
import dev.nself.config.InvalidConfig;
import dev.nself.config.JwtAlgorithm;
import dev.nself.config.PlatformArgs;
import dev.nself.config.PlatformArgsBuilder;
import dev.nself.config.PlatformService;
import dev.nself.config.PullPolicy;
import dev.nself.config.ServerArgs;
import dev.nself.config.ServerRole;
import dev.nself.config.ServiceArgs;
import dev.nself.config.ServicesArgs;
import dev.nself.config.Target;
import dev.nself.config.Tier;
import dev.nself.config.TlsArgs;
import dev.nself.config.UserFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the engine is asked for by a platform of tier single. */
class PlatformTest {
    private static final Path SNAPSHOT = Path.of("src/test/resources/dev/nself/component/single.urns");
    private static final String CONTAINER = "docker:index/container:Container";
    private static final String VOLUME = "docker:index/volume:Volume";

    private static final UserFiles FILES = new UserFiles(
            new TreeMap<>(Map.of("init/001.sql", "aa")), "cc", new TreeMap<>(Map.of("hello.js", "")), Optional.empty());
    private static final PlatformArgs ARGS = everything().build();
    private static final RecordedRun RUN = RecordedRun.of("test", ARGS, FILES);

    private static PlatformArgsBuilder everything() {
        return PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
                .custom(CustomServiceArgs.fromFolder("search", "services/search").withRoute("find"),
                        CustomServiceArgs.fromImage("worker", "registry.example.com/worker:1.2"));
    }

    /**
     * Another type, name or parent would replace what runs: a change here is one that users must be told of. Run with
     * {@code -Dgolden.write=true} to keep what is asked for now.
     */
    @Test
    void urns_stay_as_they_are() throws IOException {
        List<String> urns = urns(RUN);
        if (Boolean.getBoolean("golden.write")) {
            Files.write(SNAPSHOT, urns);
        }

        assertThat(urns).isEqualTo(Files.readAllLines(SNAPSHOT));
    }

    @Test
    void logical_names_do_not_hold_the_stack() {
        RecordedRun other = RecordedRun.of("other", ARGS, FILES);

        assertThat(urns(other)).isEqualTo(urns(RUN));
        assertThat(container(other, "app1-redis").input("name").getStringValue()).isEqualTo("nself-other-app1-redis");
    }

    @Test
    void no_secret_is_a_plain_input() {
        assertThat(RUN.resources()).allSatisfy(resource ->
                assertThat(resource.plainText()).as(resource.urn()).doesNotContain(RecordedRun.SECRET));
        assertThat(container(RUN, "app1-hasura").texts("envs")).as("it is there, marked").anyMatch(line -> line.contains(RecordedRun.SECRET));
    }

    @Test
    void environments_are_secret_as_a_whole() {
        assertThat(containers()).isNotEmpty().allSatisfy(container ->
                assertThat(container.isSecret("envs")).as(container.name()).isTrue());
    }

    @Test
    void data_outlives_a_destroy_and_is_not_protected_from_one_on_target_local() {
        assertThat(RUN.ofType(VOLUME)).extracting(Made::name)
                .containsExactlyInAnyOrder("app1-postgres-data", "app1-redis-data", "app1-storage-data", "app1-admin-data");
        assertThat(RUN.ofType(VOLUME)).allSatisfy(volume -> {
            assertThat(volume.request().getRetainOnDelete()).as(volume.name()).isTrue();
            assertThat(volume.request().getProtect()).as(volume.name()).isFalse();
        });
    }

    @Test
    void only_data_is_retained() {
        assertThat(RUN.resources().stream().filter(resource -> resource.request().getRetainOnDelete()).map(Made::type).distinct())
                .containsExactly(VOLUME);
    }

    @Test
    void containers_have_no_capability_and_gain_none() {
        assertThat(containers()).allSatisfy(container -> {
            assertThat(container.input("capabilities").getStructValue().getFieldsMap()).as(container.name()).containsOnlyKeys("drops");
            assertThat(container.input("capabilities").getStructValue().getFieldsOrThrow("drops").getListValue().getValuesList())
                    .as(container.name())
                    .extracting(value -> value.getStringValue())
                    .containsExactly("ALL");
            assertThat(container.texts("securityOpts")).as(container.name()).containsExactly("no-new-privileges:true");
            assertThat(container.input("privileged").getBoolValue()).as(container.name()).isFalse();
        });
    }

    @Test
    void containers_have_a_memory_limit_and_no_swap_on_top() {
        assertThat(containers()).allSatisfy(container -> {
            assertThat(container.input("memory").getNumberValue()).as(container.name()).isGreaterThanOrEqualTo(64);
            assertThat(container.input("memorySwap")).as(container.name()).isEqualTo(container.input("memory"));
        });
    }

    @Test
    void containers_have_their_network_mode_spelt_out_and_go_before_their_successors_come() {
        assertThat(containers()).allSatisfy(container -> {
            assertThat(container.input("networkMode").getStringValue()).as(container.name()).isEqualTo("bridge");
            assertThat(container.request().getDeleteBeforeReplace()).as(container.name()).isTrue();
        });
    }

    @Test
    void only_the_proxy_publishes_ports_and_nothing_mounts_a_path_of_the_machine() {
        assertThat(containers().filter(container -> container.input("ports").getListValue().getValuesCount() > 0))
                .extracting(Made::name)
                .containsExactly("app1-proxy");
        assertThat(containers()).allSatisfy(container -> assertThat(container.plainText())
                .as(container.name())
                .doesNotContain("docker.sock", "hostPath"));
    }

    @Test
    void containers_run_an_image_by_its_id() {
        assertThat(containers()).allSatisfy(container ->
                assertThat(container.input("image").getStringValue()).as(container.name()).startsWith("sha256:"));
    }

    @Test
    void images_that_are_never_pulled_are_looked_up_instead() {
        RecordedRun run = RecordedRun.of(
                "test", everything().images(new ImagesArgs(null, null, PullPolicy.NEVER)).build(), FILES);

        assertThat(run.ofType("docker:index/remoteImage:RemoteImage")).isEmpty();
        assertThat(run.ofType("nself:index:LocalImage")).hasSameSizeAs(RUN.ofType("docker:index/remoteImage:RemoteImage").toList());
        assertThat(container(run, "app1-cs-worker").input("image").getStringValue()).isEqualTo("sha256:registry.example.com/worker:1.2");
    }

    @Test
    void a_secret_inside_an_address_is_encoded_for_it() {
        assertThat(container(RUN, "app1-hasura").texts("envs")).contains("HASURA_GRAPHQL_DATABASE_URL=postgres://hasura:"
                + "GENERATED-postgres-hasura%40%2F%2B%20%22%0A@db:5432/nself?sslmode=require");
    }

    @Test
    void a_secret_inside_json_is_encoded_for_it_and_stays_on_one_line() throws IOException {
        String line = container(RUN, "app1-hasura").texts("envs").stream()
                .filter(variable -> variable.startsWith("HASURA_GRAPHQL_JWT_SECRET="))
                .findFirst()
                .orElseThrow();
        JsonNode jwt = new ObjectMapper().readTree(line.substring(line.indexOf('=') + 1));

        assertThat(line).doesNotContain("\n");
        assertThat(jwt.path("key").asText()).isEqualTo("GENERATED-jwt" + RecordedRun.ODD_CHARACTERS);
        assertThat(container(RUN, "app1-auth").texts("envs")).as("the same where tokens are made").contains(line);
    }

    @Test
    void only_auth_knows_the_key_that_signs() {
        RecordedRun run = RecordedRun.of("test", everything()
                .auth(new AuthArgs(JwtAlgorithm.RS256, null, null, null, null, null, null, null, null))
                .build(), FILES);

        assertThat(run.ofType(CONTAINER).filter(container -> container.texts("envs").toString().contains("GENERATED-jwt")))
                .extracting(Made::name)
                .containsExactly("app1-auth");
        assertThat(container(run, "app1-hasura").texts("envs").toString()).contains("PUBLIC-jwt");
    }

    @Test
    void rotation_reaches_its_own_secret_only() {
        RecordedRun rotated = RecordedRun.of("test", everything().rotation(Map.of("redis-password", "2")).build(), FILES);

        assertThat(rotated.ofType("nself:index:Secret").filter(secret -> secret.plainText().contains("rotation")))
                .extracting(Made::name)
                .containsExactly("redis-password");
    }

    @Test
    void nothing_is_asked_for_when_an_argument_is_wrong() {
        PlatformArgs wrong = PlatformArgs.builder("not a domain", Tier.SINGLE, Target.LOCAL).build();

        // No engine is there: to ask it for anything would fail in another way.
        assertThatThrownBy(() -> new Platform("nself", "test", wrong, FILES, ComponentResourceOptions.Empty))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageStartingWith("nself: nself:domain must be a domain name");
    }

    @Test
    void the_certificate_of_an_authority_outlives_the_stack_and_protects_itself_from_nobody() {
        RecordedRun run = RecordedRun.of("test", signedByAnAuthority(), FILES);
        Made volume = run.named(VOLUME, "app1-certificates");

        assertThat(volume.input("name").getStringValue()).isEqualTo("nself-test-app1-certificates");
        assertThat(volume.request().getRetainOnDelete()).isTrue();
        assertThat(volume.request().getProtect()).as("another TLS mode lets it go").isFalse();
        assertThat(run.named(VOLUME, "app1-postgres-data").request().getProtect()).isTrue();
        assertThat(mounts(run, "app1-acme")).containsExactly("nself-test-app1-certificates at /var/tmp");
        assertThat(mounts(run, "app1-proxy")).containsExactly("nself-test-app1-certificates at /var/lib/nself/acme, read-only");
    }

    @Test
    void an_up_goes_on_without_the_certificate_of_an_authority() {
        RecordedRun run = RecordedRun.of("test", signedByAnAuthority(), FILES);

        assertThat(run.ofType("nself:index:RunningContainer").filter(running -> running.input("optional").getBoolValue()))
                .extracting(Made::name).containsExactly("app1-acme");
        assertThat(run.named("nself:index:HealthyContainers", "app1-healthy").texts("containers"))
                .contains("nself-test-app1-proxy").doesNotContain("nself-test-app1-acme");
    }

    @Test
    void servers_are_told_with_their_engines() {
        assertThat(RUN.engines()).isEqualTo(Map.of("app1", ""));
        assertThat(RecordedRun.of("test", signedByAnAuthority(), FILES).engines()).isEqualTo(Map.of("app1", "unix:///run/docker.sock"));
    }

    private static PlatformArgs signedByAnAuthority() {
        return PlatformArgs.builder("example.com", Tier.SINGLE, Target.SERVERS)
                .servers(ServerArgs.bySocket("app1", List.of(ServerRole.APP), "10.0.0.1", "/run/docker.sock"))
                .services(ServicesArgs.defaults().with(PlatformService.AUTH, ServiceArgs.off()))
                .tls(TlsArgs.acme("ops@example.com"))
                .build();
    }

    private static List<String> mounts(RecordedRun run, String container) {
        return container(run, container).input("volumes").getListValue().getValuesList().stream()
                .map(value -> value.getStructValue().getFieldsMap())
                .map(mount -> mount.get("volumeName").getStringValue() + " at " + mount.get("containerPath").getStringValue()
                        + (mount.get("readOnly").getBoolValue() ? ", read-only" : ""))
                .toList();
    }

    private static Stream<Made> containers() {
        return RUN.ofType(CONTAINER);
    }

    private static Made container(RecordedRun run, String name) {
        return run.named(CONTAINER, name);
    }

    /** What of a URN follows stack and project, and the name of the parent, of which a URN holds only the type. */
    private static List<String> urns(RecordedRun run) {
        return run.resources().stream()
                .filter(resource -> !resource.type().equals("pulumi:pulumi:Stack"))
                .map(resource -> resource.urn().replaceFirst("^urn:pulumi:.*::nself::pulumi:pulumi:Stack\\$", "")
                        + " of " + parentName(resource))
                .sorted()
                .toList();
    }

    private static String parentName(Made resource) {
        String parent = resource.request().getParent();
        return parent.contains("$") ? parent.substring(parent.lastIndexOf("::") + 2) : "the stack";
    }
}
