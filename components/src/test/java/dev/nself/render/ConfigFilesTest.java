package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.config.CustomServiceArgs;
import dev.nself.config.PlatformArgs;
import dev.nself.config.PlatformService;
import dev.nself.config.ServerArgs;
import dev.nself.config.ServerRole;
import dev.nself.config.ServiceArgs;
import dev.nself.config.ServicesArgs;
import dev.nself.config.Target;
import dev.nself.config.Tier;
import dev.nself.config.TlsArgs;
import dev.nself.config.UserFiles;
import dev.nself.model.ConfigFile;
import dev.nself.model.Part;
import dev.nself.model.Part.CertificateField;
import dev.nself.model.Placement;
import dev.nself.model.Plan;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.Step;
import dev.nself.model.Text;
import dev.nself.topology.Topology;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigFilesTest {

    private static final Plan PLAN = Topology.plan(
            "test",
            PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
                    .custom(CustomServiceArgs.fromImage("search", "search:1").withRoute("find"))
                    .build(),
            new UserFiles(new TreeMap<>(), "", new TreeMap<>(Map.of(
                    "users/index.js", "module.exports = 1", "package.json", "{\"name\":\"mine\"}")), Optional.empty()));

    private static final Plan SIGNED = Topology.plan(
            "test",
            PlatformArgs.builder("example.com", Tier.SINGLE, Target.SERVERS)
                    .servers(ServerArgs.bySocket("app1", List.of(ServerRole.APP), "10.0.0.1", "/run/docker.sock"))
                    .tls(TlsArgs.acme("ops@example.com"))
                    .build(),
            new UserFiles(new TreeMap<>(), "", new TreeMap<>(), Optional.empty(), Optional.of("AUTHORITY")));

    @Test
    void every_kind_of_service_runs_in_this_plan() {
        assertThat(services().map(Service::kind)).containsAll(EnumSet.complementOf(EnumSet.of(ServiceKind.ACME)));
        assertThat(services(SIGNED).map(Service::kind)).contains(ServiceKind.ACME);
    }

    @Test
    void the_proxy_gets_its_settings_a_file_for_each_host_and_its_certificate() {
        assertThat(paths(ServiceKind.PROXY)).filteredOn(path -> path.contains("/hosts/")).containsExactly(
                "/etc/nginx/nself/hosts/admin.example.com.conf",
                "/etc/nginx/nself/hosts/api.example.com.conf",
                "/etc/nginx/nself/hosts/auth.example.com.conf",
                "/etc/nginx/nself/hosts/find.example.com.conf",
                "/etc/nginx/nself/hosts/functions.example.com.conf",
                "/etc/nginx/nself/hosts/mail.example.com.conf",
                "/etc/nginx/nself/hosts/storage.example.com.conf");
        assertThat(paths(ServiceKind.PROXY)).startsWith("/etc/nginx/nginx.conf")
                .endsWith("/etc/nself/ca.pem", "/etc/nself/tls/fullchain.pem", "/etc/nself/tls/privkey.pem");
        assertThat(content(ServiceKind.PROXY, "/etc/nself/tls/privkey.pem"))
                .isEqualTo(Text.certificate("proxy", CertificateField.PRIVATE_KEY));
    }

    @Test
    void with_an_authority_the_proxy_gets_what_waits_for_its_certificate_and_one_to_begin_with() {
        assertThat(ConfigFiles.of(SIGNED, service(SIGNED, ServiceKind.PROXY))).extracting(ConfigFile::path)
                .endsWith("/etc/nself/ca.pem", "/etc/nself/proxy.sh", "/etc/nself/tls/fullchain.pem", "/etc/nself/tls/privkey.pem");
        assertThat(paths(ServiceKind.PROXY)).doesNotContain("/etc/nself/proxy.sh");
    }

    @Test
    void the_client_of_an_authority_gets_its_script_and_who_signed_the_directory_s_certificate() {
        assertThat(ConfigFiles.of(SIGNED, service(SIGNED, ServiceKind.ACME))).extracting(ConfigFile::path)
                .containsExactly("/etc/nself/acme.sh", "/etc/nself/directory-ca.pem");
    }

    @Test
    void the_database_gets_its_settings_and_a_certificate_of_its_own() {
        assertThat(paths(ServiceKind.POSTGRES)).containsExactly(
                "/etc/nself/ca.pem", "/etc/nself/pg_hba.conf", "/etc/nself/postgresql.conf", "/etc/nself/tls/fullchain.pem",
                "/etc/nself/tls/privkey.pem");
        assertThat(content(ServiceKind.POSTGRES, "/etc/nself/tls/fullchain.pem"))
                .isEqualTo(Text.certificate("postgres", CertificateField.CHAIN));
    }

    @Test
    void the_cache_gets_its_password_apart_from_its_settings() {
        assertThat(paths(ServiceKind.REDIS)).containsExactly("/etc/nself/ca.pem", "/etc/nself/redis-password.conf",
                "/etc/nself/redis.conf", "/etc/nself/tls/fullchain.pem", "/etc/nself/tls/privkey.pem");
        assertThat(content(ServiceKind.REDIS, "/etc/nself/redis.conf").parts()).allMatch(Part.Literal.class::isInstance);
    }

    @Test
    void the_storage_gets_a_certificate_under_the_names_that_it_looks_for() {
        assertThat(paths(ServiceKind.STORAGE)).containsExactly(
                "/etc/nself/ca.pem", "/etc/nself/minio/private.key", "/etc/nself/minio/public.crt");
    }

    @Test
    void the_pool_of_connections_knows_the_services_passwords_and_no_other() {
        assertThat(content(ServiceKind.POOLER, "/etc/pgbouncer/userlist.txt").parts())
                .filteredOn(Part.SecretRef.class::isInstance)
                .extracting(part -> ((Part.SecretRef) part).name())
                .containsExactly("postgres-hasura", "postgres-auth", "postgres-app");
    }

    @Test
    void the_proxy_before_the_data_starts_without_knowing_where_anything_is() {
        assertThat(paths(ServiceKind.DATA_PROXY)).containsExactly("/etc/nself/haproxy/00-base.cfg");
    }

    @Test
    void the_file_of_a_store_leads_to_its_members() {
        Step.Primary postgres = PLAN.placements().stream().map(Placement::step).filter(Step.Primary.class::isInstance)
                .map(Step.Primary.class::cast).filter(step -> step.owner().equals("postgres")).findFirst().orElseThrow();

        assertThat(ConfigFiles.route(postgres)).isEqualTo(ConfigFile.of("/etc/nself/haproxy/postgres.cfg", """
                # Where postgres is. Written by the one that moves it.
                listen postgres
                    bind :5432
                    default-server resolvers engine init-addr libc,none
                    server app1 app1-postgres:5432
                """));
    }

    @Test
    void functions_get_the_users_files_where_their_runtime_looks_and_the_authority() {
        assertThat(paths(ServiceKind.FUNCTIONS)).containsExactly(
                "/etc/nself/ca.pem",
                "/opt/project/functions/users/index.js",
                "/opt/project/package-lock.json",
                "/opt/project/package.json");
        assertThat(content(ServiceKind.FUNCTIONS, "/opt/project/package.json")).as("the user's own").isEqualTo(Text.of("{\"name\":\"mine\"}"));
    }

    @Test
    void a_service_of_the_users_gets_the_authority_that_signed_the_databases_certificate() {
        assertThat(ConfigFiles.of(PLAN, service(ServiceKind.CUSTOM)))
                .containsExactly(new ConfigFile("/etc/nself/ca.pem", Text.certificate("postgres", CertificateField.AUTHORITY)));
    }

    @Test
    void the_others_are_set_by_their_environment_alone() {
        assertThat(Stream.of(ServiceKind.HASURA, ServiceKind.AUTH, ServiceKind.ADMIN, ServiceKind.MAILPIT))
                .allSatisfy(kind -> assertThat(paths(kind)).isEmpty());
    }

    @Test
    void files_come_in_the_order_of_their_paths_so_that_the_same_plan_asks_for_the_same() {
        assertThat(List.of(PLAN, SIGNED)).allSatisfy(plan -> assertThat(services(plan)).allSatisfy(service ->
                assertThat(ConfigFiles.of(plan, service)).extracting(ConfigFile::path).isSorted().doesNotHaveDuplicates()));
    }

    @Test
    void a_route_that_is_switched_off_has_no_file() {
        PlatformArgs args = PlatformArgs.builder("example.com", Tier.SINGLE, Target.LOCAL)
                .services(ServicesArgs.defaults().with(PlatformService.AUTH, ServiceArgs.off()))
                .build();
        Plan plan = Topology.plan("test", args, UserFiles.none());

        assertThat(ConfigFiles.of(plan, service(ServiceKind.PROXY)))
                .extracting(ConfigFile::path)
                .doesNotContain("/etc/nginx/nself/hosts/auth.example.com.conf")
                .contains("/etc/nginx/nself/hosts/api.example.com.conf");
    }

    private static Stream<Service> services() {
        return services(PLAN);
    }

    private static Stream<Service> services(Plan plan) {
        return plan.placements().stream().map(Placement::step).filter(Service.class::isInstance).map(Service.class::cast);
    }

    private static Service service(ServiceKind kind) {
        return service(PLAN, kind);
    }

    private static Service service(Plan plan, ServiceKind kind) {
        return services(plan).filter(service -> service.kind() == kind).findFirst().orElseThrow();
    }

    private static List<String> paths(ServiceKind kind) {
        return ConfigFiles.of(PLAN, service(kind)).stream().map(ConfigFile::path).toList();
    }

    private static Text content(ServiceKind kind, String path) {
        return ConfigFiles.of(PLAN, service(kind)).stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow()
                .content();
    }
}
