package dev.nself.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.config.CustomServiceArgs;
import dev.nself.config.JwtAlgorithm;
import dev.nself.config.PlatformArgs;
import dev.nself.config.PlatformService;
import dev.nself.config.ProxyArgs;
import dev.nself.config.ServiceArgs;
import dev.nself.config.Target;
import dev.nself.config.Tier;
import dev.nself.config.UserFiles;
import dev.nself.model.Container;
import dev.nself.model.ImageSource;
import dev.nself.model.Network;
import dev.nself.model.Part;
import dev.nself.model.Placement;
import dev.nself.model.Plan;
import dev.nself.model.Service;
import dev.nself.model.Step;
import dev.nself.model.Text;
import dev.nself.model.service.PinnedImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SingleServerTest {

    private static final PlatformArgs ARGS = PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
            .custom(CustomServiceArgs.fromFolder("search", "services/search").withRoute("find"))
            .build();

    private static final UserFiles FILES = new UserFiles(
            new TreeMap<>(java.util.Map.of("init/001.sql", "aa", "migrations/001_posts.sql", "bb")),
            "cc",
            new TreeMap<>(java.util.Map.of("hello.js", "module.exports = 1", "package.json", "{}")),
            Optional.empty());

    private static Plan plan(PlatformArgs args) {
        return Topology.plan("test", args, FILES);
    }

    private static Stream<Service> services(Plan plan) {
        return plan.placements().stream().map(Placement::step).filter(Service.class::isInstance).map(Service.class::cast);
    }

    private static Container container(Plan plan, String name) {
        return services(plan).map(Service::container).filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void everything_runs_on_app1() {
        assertThat(plan(ARGS).servers()).containsExactly("app1");
    }

    @Test
    void steps_come_after_what_they_need() {
        List<String> seen = new ArrayList<>();
        for (Placement placement : plan(ARGS).placements()) {
            assertThat(seen).as(placement.step().name()).containsAll(placement.step().after());
            seen.add(placement.step().name());
        }
        assertThat(seen).containsSubsequence(
                "postgres", "postgres-roles", "hasura", "auth", "sql", "hasura-metadata", "functions", "cs-search");
    }

    @Test
    void auth_waits_for_hasura_since_it_posts_metadata_there() {
        assertThat(container(plan(ARGS), "auth").after()).contains("hasura");
    }

    @Test
    void only_the_proxy_publishes_ports() {
        assertThat(services(plan(ARGS)).filter(s -> !s.container().published().isEmpty()).map(Service::name)).containsExactly("proxy");
    }

    @Test
    void stores_are_in_the_network_that_has_no_way_out() {
        assertThat(container(plan(ARGS), "postgres").networks()).containsExactly(Network.DATA);
        assertThat(container(plan(ARGS), "redis").networks()).containsExactly(Network.DATA);
        assertThat(Network.DATA.internal()).isTrue();
    }

    @Test
    void data_is_kept_by_exactly_these_services() {
        assertThat(services(plan(ARGS)).filter(Service.Stateful.class::isInstance).map(Service::name))
                .containsExactlyInAnyOrder("postgres", "redis", "storage", "admin");
    }

    @Test
    void nothing_but_the_database_itself_knows_the_superuser() {
        assertThat(services(plan(ARGS)).filter(s -> secrets(s.container()).contains("postgres-superuser")).map(Service::name))
                .containsExactly("postgres");
    }

    @Test
    void nothing_logs_in_with_another_service_s_password() {
        Plan plan = plan(ARGS);
        assertThat(users(plan, "postgres-hasura")).containsExactly("hasura");
        assertThat(users(plan, "postgres-auth")).containsExactly("auth");
        assertThat(users(plan, "postgres-app")).containsExactly("functions", "cs-search");
        assertThat(users(plan, "storage-root")).containsExactly("storage");
        assertThat(users(plan, "hasura-admin-secret")).containsExactly("hasura", "auth");
    }

    @Test
    void a_database_url_encodes_its_password_and_asks_for_tls() {
        Text url = container(plan(ARGS), "hasura").environment().get("HASURA_GRAPHQL_DATABASE_URL");
        assertThat(url.parts()).containsExactly(
                new Part.Literal("postgres://hasura:"),
                new Part.SecretRef("postgres-hasura", Part.SecretField.VALUE, Part.Encoding.URL),
                new Part.Literal("@db:5432/nself?sslmode=require"));
    }

    @Test
    void hasura_and_auth_share_one_line_of_jwt_settings() {
        Plan plan = plan(ARGS);
        assertThat(container(plan, "auth").environment().get("HASURA_GRAPHQL_JWT_SECRET"))
                .isEqualTo(container(plan, "hasura").environment().get("HASURA_GRAPHQL_JWT_SECRET"));
    }

    @Test
    void with_rs256_only_auth_can_sign() {
        Plan plan = plan(PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
                .auth(new dev.nself.config.AuthArgs(JwtAlgorithm.RS256, null, null, null, null, null, null, null, null)).build());
        assertThat(users(plan, "jwt")).containsExactly("auth");
    }

    @Test
    void a_service_that_is_off_is_nowhere() {
        Plan plan = plan(PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
                .services(ARGS.services().with(PlatformService.STORAGE, ServiceArgs.off()).with(PlatformService.AUTH, ServiceArgs.off()))
                .build());
        assertThat(plan.placements().stream().map(p -> p.step().name())).doesNotContain("storage", "storage-buckets", "auth");
        assertThat(plan.proxy().hosts()).noneMatch(host -> host.name().startsWith("storage.") || host.name().startsWith("auth."));
        assertThat(container(plan, "functions").environment()).doesNotContainKey("S3_ENDPOINT");
    }

    @Test
    void public_hosts_are_named_in_the_proxy_s_certificate() {
        Plan plan = plan(ARGS);
        assertThat(plan.certificates()).filteredOn(c -> c.name().equals("proxy")).singleElement().satisfies(certificate ->
                assertThat(certificate.dnsNames()).containsExactly(
                        "api.example.com", "auth.example.com", "storage.example.com", "functions.example.com",
                        "admin.example.com", "mail.example.com", "find.example.com"));
    }

    @Test
    void every_image_is_pinned() {
        assertThat(PinnedImages.all().values()).allMatch(image -> image.matches(".+/.+:.+") && !image.endsWith(":latest"));
        assertThat(services(plan(ARGS)).map(s -> s.container().image()).filter(ImageSource.Published.class::isInstance)
                .map(image -> ((ImageSource.Published) image).reference()).collect(Collectors.toSet()))
                .isNotEmpty().isSubsetOf(PinnedImages.all().values());
    }

    @Test
    void a_mirror_replaces_the_registry_only() {
        PlatformArgs mirrored = PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
                .images(new dev.nself.config.ImagesArgs("mirror.example.com/hub", null, null)).build();
        assertThat(container(plan(mirrored), "redis").image())
                .isEqualTo(new ImageSource.Published("mirror.example.com/hub/library/redis:8.0.4-bookworm"));
    }

    @Test
    void packages_lie_beside_the_folder_of_functions() {
        assertThat(plan(ARGS).functions()).containsOnlyKeys(
                "/opt/project/functions/hello.js", "/opt/project/package.json", "/opt/project/package-lock.json");
        assertThat(plan(ARGS).functions().get("/opt/project/package.json")).isEqualTo("{}");
    }

    @Test
    void no_file_of_the_functions_is_empty() {
        UserFiles files = new UserFiles(new TreeMap<>(), "", new TreeMap<>(java.util.Map.of("_lib/index.js", "")), Optional.empty());

        assertThat(Topology.plan("test", ARGS, files).functions()).containsEntry("/opt/project/functions/_lib/index.js", "\n");
    }

    @Test
    void without_an_origin_of_others_hasura_is_told_its_own() {
        PlatformArgs closed = PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
                .proxy(new ProxyArgs(null, 8443, null, null, null, List.of(), null))
                .build();

        assertThat(container(plan(closed), "hasura").environment())
                .containsEntry("HASURA_GRAPHQL_CORS_DOMAIN", Text.of("https://api.example.com:8443"));
    }

    @Test
    void every_container_has_limits_and_a_health_check() {
        assertThat(services(plan(ARGS)).map(Service::container)).allSatisfy(container -> {
            assertThat(container.limits().memoryMiB()).isPositive();
            assertThat(container.limits().pids()).isPositive();
            assertThat(container.health().test()).hasSizeGreaterThan(1);
        });
    }

    @Test
    void logical_names_hold_neither_stack_nor_tier() {
        assertThat(dev.nself.model.Names.volume("app1", "postgres", "data")).isEqualTo("app1-postgres-data");
        assertThat(plan(ARGS).names().physical("app1-postgres-data")).isEqualTo("nself-test-app1-postgres-data");
    }

    @Test
    void what_this_version_cannot_make_is_refused_with_what_it_can() {
        assertThatThrownBy(() -> plan(PlatformArgs.of("example.com", Tier.SPLIT, Target.SERVERS)))
                .isInstanceOf(NotInThisVersion.class)
                .hasMessageContaining("nself:tier cannot be made by this version, got split; allowed: single")
                .hasMessageContaining("nself:target cannot be made by this version, got servers; allowed: local");
    }

    private static List<String> users(Plan plan, String secret) {
        return services(plan).filter(service -> secrets(service.container()).contains(secret)).map(Service::name).toList();
    }

    private static List<String> secrets(Container container) {
        return container.environment().values().stream()
                .flatMap(text -> text.parts().stream())
                .filter(Part.SecretRef.class::isInstance)
                .map(Part.SecretRef.class::cast)
                .filter(ref -> ref.field() == Part.SecretField.VALUE)
                .map(Part.SecretRef::name)
                .toList();
    }
}
