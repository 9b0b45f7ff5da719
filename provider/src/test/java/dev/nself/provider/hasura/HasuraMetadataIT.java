package dev.nself.provider.hasura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.database.DatabaseRolesType;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import dev.nself.resource.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a running Hasura, or what stands in for it under the same image name, over a real PostgreSQL. */
class HasuraMetadataIT {

    private static final String NETWORK =
            "nself-test-provider-hasura-" + ProcessHandle.current().pid();
    private static final String ADMIN_SECRET = "admin-secret-of-the-test";
    private static TestContainer postgres;
    private static TestContainer hasura;

    private final HasuraMetadataType type = new HasuraMetadataType();
    private final RecordedCall call = new RecordedCall();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        postgres = TestContainer.postgres("hasura-db");
        TestContainer.docker("network", "create", NETWORK);
        TestContainer.docker("network", "connect", "--alias", "db", NETWORK, postgres.name());
        List<String> rows = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
        new DatabaseRolesType().create(new RecordedCall(), Map.of(
                "dockerHost", "", "container", postgres.name(), "database", "shop", "superuser", "postgres",
                "schemas", List.of(
                        Map.of("name", "public", "owner", "migrator"),
                        Map.of("name", "auth", "owner", "migrator"),
                        Map.of("name", "hdb_catalog", "owner", "hasura")),
                "roles", List.of(Map.of("name", "migrator"), Map.of("name", "hasura", "password", "hasuraPassword")),
                "grants", List.of(
                        Map.of("role", "hasura", "schema", "public", "tables", rows),
                        Map.of("role", "hasura", "schema", "auth", "tables", rows))));
        postgres.sql("shop", "SET ROLE migrator; CREATE TABLE posts (id int PRIMARY KEY, title text);"
                + " CREATE TABLE auth.users (id int PRIMARY KEY); CREATE TABLE auth.roles (role text PRIMARY KEY)");
        String url = "postgres://hasura:hasuraPassword@db:5432/shop";
        hasura = TestContainer.start(
                "hasura",
                "hasura/graphql-engine:v2.48.5-ce",
                "--network", NETWORK,
                "-e", "HASURA_GRAPHQL_DATABASE_URL=" + url,
                "-e", "HASURA_GRAPHQL_METADATA_DATABASE_URL=" + url,
                "-e", "HASURA_GRAPHQL_ADMIN_SECRET=" + ADMIN_SECRET);
    }

    @AfterAll
    static void stop() {
        if (hasura != null) {
            hasura.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        TestContainer.docker("network", "rm", NETWORK);
    }

    @BeforeEach
    void writeFolder() throws IOException {
        write("version.yaml", "version: 3\n");
        write("databases/databases.yaml", """
                - name: default
                  kind: postgres
                  configuration:
                    connection_info:
                      database_url: {from_env: HASURA_GRAPHQL_DATABASE_URL}
                      isolation_level: read-committed
                      use_prepared_statements: true
                  tables: "!include default/tables.yaml"
                """);
        write("databases/default/tables.yaml", "- table: {schema: public, name: posts}\n");
    }

    @Test
    void tablesAreTrackedAndThoseOfAuthAreKept() {
        type.create(call, declared());
        track("auth", "users");

        State state = type.create(call, declared());

        assertThat(state.outputs())
                .containsEntry("tables", List.of("default.public.posts", "default.auth.users"))
                .containsEntry("drift", List.of());
        assertThat(type.diff(state.id(), declared(), state.outputs(), declared()).changes()).isEmpty();
    }

    @Test
    void lostTrackingIsSeenByARefreshAndMended() throws IOException {
        State state = type.create(call, declared());
        write("databases/default/tables.yaml", "[]\n");
        type.create(call, declared());
        writeFolder();

        State found = type.read(call, state.id(), declared(), state.outputs()).orElseThrow();

        assertThat(found.outputs()).containsEntry("drift", List.of("default.public.posts"));
        assertThat(type.diff(state.id(), declared(), found.outputs(), declared()).changes()).containsKey("drift");
        State mended = type.update(call, state.id(), declared(), found.outputs(), declared());
        assertThat(type.read(call, state.id(), declared(), mended.outputs()).orElseThrow().outputs())
                .containsEntry("drift", List.of());
    }

    @Test
    void inconsistentMetadataIsListedAndNothingIsApplied() throws IOException {
        State state = type.create(call, declared());
        write("databases/default/tables.yaml", "- table: {schema: public, name: missing}\n");

        assertThatThrownBy(() -> type.create(call, declared()))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageContaining("no such table/view exists in source")
                .hasMessageContaining("missing");
        assertThat(type.read(call, state.id(), declared(), state.outputs()).orElseThrow().outputs())
                .containsEntry("drift", List.of());
    }

    @Test
    void metadataOfAnySizePasses() throws IOException {
        write("databases/default/tables.yaml", "- table: {schema: public, name: posts}\n  configuration:\n"
                + "    comment: " + "x".repeat(300_000) + "\n");

        assertThat(type.create(call, declared()).outputs()).containsKey("tables");
    }

    @Test
    void aWrongAdminSecretIsToldWithoutIt() {
        Map<String, Object> inputs = declared();
        inputs.put("adminSecret", "another-secret");

        assertThatThrownBy(() -> type.create(call, inputs))
                .hasMessageStartingWith("hasura: export_metadata refused with status 401")
                .hasMessageNotContaining("another-secret");
    }

    @Test
    void aNewAdminSecretAloneAppliesNothing() {
        State state = type.create(call, declared());
        call.progress.clear();
        Map<String, Object> inputs = declared();
        inputs.put("adminSecret", "rotated-secret");

        type.update(call, state.id(), declared(), state.outputs(), inputs);

        assertThat(call.progress).isEmpty();
    }

    private static void track(String schema, String table) {
        hasura.exec(
                "{\"type\":\"pg_track_table\",\"args\":{\"source\":\"default\",\"table\":{\"schema\":\"%s\",\"name\":\"%s\"}}}"
                        .formatted(schema, table),
                "curl", "-fsS", "-H", "x-hasura-admin-secret: " + ADMIN_SECRET, "--data-binary", "@-",
                "http://127.0.0.1:8080/v1/metadata");
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Map<String, Object> declared() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("dockerHost", "");
        inputs.put("container", hasura.name());
        inputs.put("adminSecret", ADMIN_SECRET);
        inputs.put("directory", folder.toString());
        inputs.put("sha256", ContentHash.ofTree(folder));
        inputs.put("databaseName", "default");
        inputs.put("keepSchemas", List.of("auth", "storage"));
        return inputs;
    }
}
