package dev.nself.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.config.CustomServiceArgs;
import dev.nself.config.JwtAlgorithm;
import dev.nself.config.PlatformArgs;
import dev.nself.config.PlatformService;
import dev.nself.config.ProxyArgs;
import dev.nself.config.ServerArgs;
import dev.nself.config.ServerRole;
import dev.nself.config.ServiceArgs;
import dev.nself.config.Target;
import dev.nself.config.Tier;
import dev.nself.config.TlsArgs;
import dev.nself.config.UserFiles;
import dev.nself.model.Container;
import dev.nself.model.FirewallRule;
import dev.nself.model.ImageSource;
import dev.nself.model.Machine;
import dev.nself.model.Mount;
import dev.nself.model.Network;
import dev.nself.model.Part;
import dev.nself.model.Placement;
import dev.nself.model.Plan;
import dev.nself.model.Service;
import dev.nself.model.Step;
import dev.nself.model.Text;
import dev.nself.model.proxy.Upstream;
import dev.nself.model.service.PinnedImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static final PlatformArgs ARGS = PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
            .custom(CustomServiceArgs.fromFolder("search", "services/search").withRoute("find"))
            .build();

    private static final UserFiles FILES = new UserFiles(
            new TreeMap<>(java.util.Map.of("init/001.sql", "aa", "migrations/001_posts.sql", "bb")),
            "cc",
            new TreeMap<>(java.util.Map.of("hello.js", "module.exports = 1", "package.json", "{}")),
            Optional.empty());

    private static PlatformArgs in(Tier tier) {
        return PlatformArgs.builder("example.com", tier, Target.LOCAL)
                .custom(CustomServiceArgs.fromFolder("search", "services/search").withRoute("find"))
                .build();
    }

    private static PlatformArgs listed(Tier tier) {
        return PlatformArgs.builder("example.com", tier, Target.SERVERS)
                .servers(
                        ServerArgs.bySocket("web", List.of(ServerRole.APP), "10.0.0.1", "/web.sock"),
                        ServerArgs.bySocket("store1", List.of(ServerRole.DB), "10.0.0.2", "/store1.sock"),
                        ServerArgs.bySocket("store2", List.of(ServerRole.DB), "10.0.0.3", "/store2.sock"))
                .tls(TlsArgs.selfSigned())
                .build();
    }

    private static List<FirewallRule> firewall(Plan plan, String server) {
        return plan.placements().stream().filter(placement -> placement.server().equals(server))
                .map(Placement::step).filter(Step.Firewall.class::isInstance).map(step -> ((Step.Firewall) step).rules())
                .findFirst().orElseThrow();
    }

    private static List<String> servers(Plan plan, String... steps) {
        return plan.placements().stream().filter(placement -> List.of(steps).contains(placement.step().name()))
                .map(Placement::server).distinct().toList();
    }

    private static Service service(Plan plan, String name) {
        return services(plan).filter(service -> service.name().equals(name)).findFirst().orElseThrow();
    }

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
        assertThat(plan(ARGS).machines()).containsExactly(Machine.here("app1"));
    }

    @Test
    void in_split_the_data_has_a_server_of_its_own() {
        Plan split = plan(in(Tier.SPLIT));

        assertThat(split.machines()).extracting(Machine::name).containsExactly("app1", "db1");
        assertThat(servers(split, "postgres", "redis", "storage", "postgres-primary", "postgres-roles", "sql", "storage-buckets"))
                .containsExactly("db1");
        assertThat(servers(split, "proxy", "hasura", "auth", "functions", "cs-search", "pooler", "data-proxy", "hasura-metadata"))
                .containsExactly("app1");
        assertThat(servers(split, "healthy")).containsExactly("app1", "db1");
    }

    @Test
    void another_tier_changes_no_container_that_stays() {
        Plan single = plan(in(Tier.SINGLE));
        Plan split = plan(in(Tier.SPLIT));

        assertThat(services(split).map(Service::container)).containsExactlyElementsOf(services(single).map(Service::container).toList());
    }

    @Test
    void volumes_of_the_server_that_had_the_data_stay_declared() {
        Plan split = plan(in(Tier.SPLIT));

        for (String store : List.of("postgres", "redis", "storage")) {
            assertThat(split.keptOf(service(split, store))).as(store).containsExactly("app1", "db1");
        }
        assertThat(split.keptOf(service(split, "admin"))).isEmpty();
    }

    @Test
    void the_data_is_looked_for_wherever_any_tier_has_it() {
        for (Tier tier : List.of(Tier.SINGLE, Tier.SPLIT)) {
            assertThat(plan(in(tier)).placements().stream().map(Placement::step).filter(Step.Primary.class::isInstance)
                    .map(Step.Primary.class::cast)).hasSize(3).allSatisfy(store ->
                    assertThat(store.candidates()).extracting(member -> member.machine().name()).as(store.name())
                            .containsExactly("app1", "db1"));
        }
    }

    @Test
    void of_the_user_s_machines_a_tier_takes_the_first_with_the_role() {
        Plan single = plan(listed(Tier.SINGLE));
        Plan split = plan(listed(Tier.SPLIT));

        assertThat(servers(single, "postgres", "hasura")).containsExactly("web");
        assertThat(servers(split, "hasura")).containsExactly("web");
        assertThat(servers(split, "postgres")).containsExactly("store1");
        for (Plan plan : List.of(single, split)) {
            assertThat(plan.keptOf(service(plan, "postgres"))).containsExactly("web", "store1", "store2");
        }
        assertThat(split.machines().get(1)).isEqualTo(new Machine("store1", "unix:///store1.sock", "10.0.0.2"));
    }

    @Test
    void a_server_lets_in_the_world_to_the_proxy_and_the_others_to_its_data() {
        Plan split = plan(listed(Tier.SPLIT));

        assertThat(firewall(split, "web")).containsExactly(
                new FirewallRule(80, FirewallRule.ANYBODY, "redirect to HTTPS"),
                new FirewallRule(443, FirewallRule.ANYBODY, "HTTPS"),
                new FirewallRule(5432, List.of("10.0.0.2/32", "10.0.0.3/32"), "PostgreSQL"),
                new FirewallRule(6379, List.of("10.0.0.2/32", "10.0.0.3/32"), "Redis"),
                new FirewallRule(9000, List.of("10.0.0.2/32", "10.0.0.3/32"), "object storage"));
        assertThat(firewall(split, "store1")).extracting(FirewallRule::port).containsExactly(5432, 6379, 9000);
        assertThat(container(split, "postgres").after()).contains("firewall");
    }

    private static PlatformArgs signedByAnAuthority(Tier tier) {
        return PlatformArgs.builder("example.com", tier, Target.SERVERS)
                .servers(
                        ServerArgs.bySocket("web", List.of(ServerRole.APP), "10.0.0.1", "/web.sock"),
                        ServerArgs.bySocket("store", List.of(ServerRole.DB), "10.0.0.2", "/store.sock"))
                .tls(TlsArgs.acme("ops@example.com"))
                .build();
    }

    @Test
    void an_authority_s_certificate_goes_from_its_client_to_the_proxy_by_a_volume_that_the_proxy_only_reads() {
        for (Tier tier : List.of(Tier.SINGLE, Tier.SPLIT)) {
            Plan plan = plan(signedByAnAuthority(tier));

            assertThat(servers(plan, "certificates", "acme", "proxy")).containsExactly("web");
            assertThat(container(plan, "acme").mounts()).containsExactly(new Mount("certificates", "/var/tmp", false));
            assertThat(container(plan, "proxy").mounts()).containsExactly(new Mount("certificates", "/var/lib/nself/acme", true));
            assertThat(plan.proxy().acme()).contains(new Upstream("acme", 5002));
        }
    }

    @Test
    void the_client_of_an_authority_asks_for_every_host_once_the_proxy_answers_and_nobody_waits_for_it() {
        Plan plan = plan(signedByAnAuthority(Tier.SINGLE));
        Container client = container(plan, "acme");

        assertThat(client.environment())
                .containsEntry("LEGO_SERVER", Text.of("https://acme-v02.api.letsencrypt.org/directory"))
                .containsEntry("LEGO_EMAIL", Text.of("ops@example.com"))
                .containsEntry("ACME_NAMES", Text.of("api.example.com auth.example.com storage.example.com functions.example.com"
                        + " admin.example.com"))
                .doesNotContainKey("LEGO_CA_CERTIFICATES");
        assertThat(client.user()).isEqualTo("1000:101");
        assertThat(client.networks()).containsExactly(Network.APP);
        assertThat(client.published()).isEmpty();
        assertThat(client.after()).containsExactlyInAnyOrder("certificates", "proxy");
        assertThat(client.optional()).isTrue();
        assertThat(services(plan).map(Service::container).filter(Container::optional)).hasSize(1);
        assertThat(plan.placements().stream().map(Placement::step).filter(step -> !(step instanceof Step.Healthy)))
                .noneMatch(step -> step.after().contains("acme"));
    }

    @Test
    void without_an_authority_there_is_no_client_and_no_volume_for_it() {
        Plan plan = plan(listed(Tier.SINGLE));

        assertThat(plan.placements()).extracting(placement -> placement.step().name()).doesNotContain("acme", "certificates");
        assertThat(container(plan, "proxy").mounts()).isEmpty();
        assertThat(container(plan, "proxy").command()).isEmpty();
        assertThat(plan.proxy().acme()).isEmpty();
    }

    @Test
    void an_authority_signs_for_one_application_server_only() {
        assertThatThrownBy(() -> plan(PlatformArgs.builder("example.com", Tier.REPLICATED, Target.SERVERS)
                .tls(TlsArgs.acme("ops@example.com")).build()))
                .isInstanceOf(NotInThisVersion.class)
                .hasMessageContaining("nself:tls.mode cannot be made by this version in tier replicated, got acme; allowed: self-signed, provided");
    }

    @Test
    void servers_that_share_an_engine_have_no_firewall_between_them() {
        assertThat(plan(in(Tier.SPLIT)).placements()).noneMatch(placement -> placement.step() instanceof Step.Firewall);
    }

    @Test
    void steps_come_after_what_they_need() {
        List<String> seen = new ArrayList<>();
        for (Placement placement : plan(ARGS).placements()) {
            assertThat(seen).as(placement.step().name()).containsAll(placement.step().after());
            seen.add(placement.step().name());
        }
        assertThat(seen).containsSubsequence(
                "data-proxy", "pooler", "postgres", "postgres-primary", "postgres-roles", "hasura", "auth", "sql", "hasura-metadata", "functions", "cs-search");
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
    void stores_are_reached_through_proxies_alone() {
        for (String store : List.of("postgres", "redis", "storage")) {
            assertThat(services(plan(ARGS)).map(Service::container).filter(c -> c.networks().contains(Network.LINK)).map(Container::name))
                    .contains(store, "data-proxy");
            assertThat(container(plan(ARGS), store).networks()).as(store).containsExactly(Network.LINK);
        }
        assertThat(container(plan(ARGS), "data-proxy").aliases()).containsExactly("db-direct", "redis", "storage");
        assertThat(container(plan(ARGS), "pooler").aliases()).containsExactly("db");
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
        assertThatThrownBy(() -> plan(PlatformArgs.of("example.com", Tier.REPLICATED, Target.AWS)))
                .isInstanceOf(NotInThisVersion.class)
                .hasMessageContaining("nself:tier cannot be made by this version, got replicated; allowed: single, split")
                .hasMessageContaining("nself:target cannot be made by this version, got aws; allowed: local, servers");
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
