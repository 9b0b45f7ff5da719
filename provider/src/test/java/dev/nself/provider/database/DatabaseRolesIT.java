package dev.nself.provider.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL. Every test takes a database of its own; roles are the cluster's. */
class DatabaseRolesIT {

    private static TestContainer postgres;
    private final DatabaseRolesType type = new DatabaseRolesType();
    private final RecordedCall call = new RecordedCall();

    @BeforeAll
    static void start() {
        postgres = TestContainer.postgres("roles");
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void makesTheDatabaseAndItsRolesLogInOverTcp() {
        type.create(call, shop("fresh", "app-one"));

        assertThat(postgres.sqlAs("app", "app-one", "fresh", "SELECT current_user, current_database()"))
                .isEqualTo("app|fresh");
        assertThat(postgres.sql("fresh", "SELECT string_agg(extname, ',' ORDER BY extname) FROM pg_extension"))
                .isEqualTo("citext,pgcrypto,plpgsql");
        assertThat(postgres.sql(
                        "fresh",
                        "SELECT count(*) FROM pg_roles WHERE rolname IN ('app', 'hasura', 'auth', 'migrator')"
                                + " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)"))
                .isEqualTo("0");
        assertThat(postgres.sqlAs("migrator", "", "fresh", "SELECT 1")).contains("FATAL");
    }

    @Test
    void rolesHaveTheRightsOfTheirDeclarationOnTablesMadeLater() {
        type.create(call, shop("rights", "app-one"));
        postgres.sql("rights", "SET ROLE migrator; CREATE TABLE posts (id serial PRIMARY KEY, title text)");
        postgres.sql("rights", "SET ROLE auth; CREATE TABLE auth.users (id int PRIMARY KEY)");

        assertThat(postgres.sqlAs("app", "app-one", "rights", "INSERT INTO posts (title) VALUES ('a') RETURNING id"))
                .isEqualTo("1");
        assertThat(postgres.sqlAs("app", "app-one", "rights", "DROP TABLE posts")).contains("must be owner");
        assertThat(postgres.sqlAs("app", "app-one", "rights", "CREATE TABLE mine ()")).contains("permission denied");
        assertThat(postgres.sqlAs("app", "app-one", "rights", "SELECT * FROM auth.users")).contains("permission denied");
        assertThat(postgres.sqlAs("hasura", "hasura-one", "rights", "SELECT count(*) FROM auth.users")).isEqualTo("0");
        assertThat(postgres.sqlAs("hasura", "hasura-one", "rights", "CREATE TABLE hdb_catalog.version ()")).isEmpty();
    }

    @Test
    void nobodyElseMayConnect() {
        type.create(call, shop("closed", "app-one"));
        postgres.sql("postgres", "CREATE ROLE stranger LOGIN PASSWORD 'known'");

        assertThat(postgres.sqlAs("stranger", "known", "closed", "SELECT 1")).contains("permission denied for database");
    }

    @Test
    void aSecondDeclarationFindsNothingToDo() {
        State state = type.create(call, shop("twice", "app-one"));
        RecordedCall second = new RecordedCall();

        type.create(second, shop("twice", "app-one"));

        assertThat(second.progress).isEmpty();
        assertThat(type.diff(state.id(), shop("twice", "app-one"), state.outputs(), shop("twice", "app-one")).changes())
                .isEmpty();
        assertThat(read(state).outputs()).containsEntry("drift", List.of());
    }

    @Test
    void aRotatedPasswordWorksAndTheOldOneDoesNot() {
        State state = type.create(call, shop("rotated", "app-one"));

        type.update(call, state.id(), state.inputs(), state.outputs(), shop("rotated", "app-two"));

        assertThat(postgres.sqlAs("app", "app-two", "rotated", "SELECT 1")).isEqualTo("1");
        assertThat(postgres.sqlAs("app", "app-one", "rotated", "SELECT 1")).contains("password authentication failed");
        assertThat(call.progress).contains("role app has another password: mending");
    }

    @Test
    void whatWasChangedByHandIsDriftAndIsMended() {
        State state = type.create(call, shop("drifted", "app-one"));
        postgres.sql("drifted", "ALTER ROLE app PASSWORD 'by hand' BYPASSRLS; DROP EXTENSION citext");
        postgres.sql("drifted", "REVOKE USAGE ON SCHEMA auth FROM hasura; GRANT CREATE ON SCHEMA public TO PUBLIC");

        State found = read(state);

        assertThat(found.outputs().get("drift")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(
                        "role app is missing or has other attributes",
                        "extension citext is missing",
                        "everybody may create in schema public",
                        "role hasura lacks USAGE on schema auth",
                        "role app has another password");
        assertThat(type.diff(state.id(), state.inputs(), found.outputs(), state.inputs()).changes()).containsKey("drift");
        State mended = type.update(call, state.id(), state.inputs(), found.outputs(), state.inputs());
        assertThat(read(mended).outputs()).containsEntry("drift", List.of());
    }

    @Test
    void keptDataServesAStackWhoseStateWasLost() {
        type.create(call, shop("kept", "app-one"));
        postgres.sql("kept", "SET ROLE migrator; CREATE TABLE posts (id int); INSERT INTO posts VALUES (7)");

        type.create(call, shop("kept", "another-password"));

        assertThat(postgres.sqlAs("app", "another-password", "kept", "SELECT id FROM posts")).isEqualTo("7");
    }

    @Test
    void aRevokeOfTheUsersOwnIsLeftAlone() {
        State state = type.create(call, shop("audited", "app-one"));
        postgres.sql("audited", "SET ROLE migrator; CREATE TABLE audit (id int); REVOKE DELETE ON audit FROM app");

        assertThat(read(state).outputs()).containsEntry("drift", List.of());
        type.update(call, state.id(), state.inputs(), state.outputs(), shop("audited", "app-two"));

        assertThat(postgres.sqlAs("app", "app-two", "audited", "DELETE FROM audit")).contains("permission denied");
    }

    @Test
    void aGrantThatIsNoLongerDeclaredIsTakenBack() {
        State state = type.create(call, shop("taken", "app-one"));
        postgres.sql("taken", "SET ROLE auth; CREATE TABLE auth.users (id int)");
        Map<String, Object> without = shop("taken", "app-one");
        without.put("grants", List.of(((List<?>) without.get("grants")).get(0)));

        type.update(call, state.id(), state.inputs(), state.outputs(), without);

        assertThat(postgres.sqlAs("hasura", "hasura-one", "taken", "SELECT * FROM auth.users"))
                .contains("permission denied");
    }

    @Test
    void noPasswordReachesTheServersLog() {
        postgres.sql("postgres", "ALTER SYSTEM SET log_statement = 'all'; SELECT pg_reload_conf()");
        type.create(call, shop("logged", "a-password-to-look-for"));

        var log = TestContainer.docker("logs", postgres.name());
        assertThat(log.output() + log.errors()).contains("ALTER ROLE").doesNotContain("a-password-to-look-for");
    }

    @Test
    void anExtensionThatTheImageLacksIsNamed() {
        Map<String, Object> inputs = shop("extended", "app-one");
        inputs.put("extensions", List.of("timescaledb"));

        assertThatThrownBy(() -> type.create(call, inputs))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageContaining("database extended: cannot be set up")
                .hasMessageContaining("timescaledb");
    }

    @Test
    void aContainerThatIsGoneIsNamedWithTheFix() {
        Map<String, Object> inputs = shop("gone", "app-one");
        inputs.put("container", "nself-test-provider-nowhere");

        assertThatThrownBy(() -> type.create(call, inputs))
                .hasMessage("container: there is none named nself-test-provider-nowhere;"
                        + " if it was removed by hand, run refresh, then up");
        assertThat(type.read(call, "x", inputs, inputs)).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerIsNamed() {
        Map<String, Object> inputs = shop("nowhere", "app-one");
        inputs.put("dockerHost", "unix:///nowhere/docker.sock");

        assertThatThrownBy(() -> type.create(call, inputs))
                .hasMessageContaining("docker: the engine at unix:///nowhere/docker.sock cannot be reached");
    }

    private State read(State state) {
        return type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();
    }

    private static Map<String, Object> shop(String database, String appPassword) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("dockerHost", "");
        inputs.put("container", postgres.name());
        inputs.put("database", database);
        inputs.put("superuser", "postgres");
        inputs.put("extensions", List.of("citext", "pgcrypto"));
        inputs.put(
                "schemas",
                List.of(
                        Map.of("name", "public", "owner", "migrator"),
                        Map.of("name", "auth", "owner", "auth"),
                        Map.of("name", "hdb_catalog", "owner", "hasura")));
        inputs.put(
                "roles",
                List.of(
                        Map.of("name", "migrator"),
                        Map.of("name", "auth", "password", "auth-one"),
                        Map.of("name", "hasura", "password", "hasura-one"),
                        Map.of("name", "app", "password", appPassword)));
        List<String> rows = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
        inputs.put(
                "grants",
                List.of(
                        Map.of("role", "app", "schema", "public", "tables", rows, "sequences", List.of("USAGE")),
                        Map.of("role", "hasura", "schema", "auth", "tables", rows)));
        return inputs;
    }
}
