package dev.nself.provider.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Unknown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseRolesTypeTest {

    @Test
    void whatIsDeclaredInFullIsAcceptedAndCompleted() {
        Checked checked = check(shop());

        assertThat(checked.failures()).isEmpty();
        assertThat(checked.inputs())
                .containsEntry("dockerHost", "")
                .containsEntry("superuser", "postgres")
                .containsEntry("extensions", List.of());
    }

    @Test
    void ownersRolesAndSchemasMustBeDeclared() {
        Map<String, Object> inputs = shop();
        inputs.put("schemas", List.of(Map.of("name", "public", "owner", "ghost")));
        inputs.put("grants", List.of(Map.of("role", "nobody", "schema", "nowhere")));

        assertThat(check(inputs).failures())
                .containsExactly(
                        new Checked.Failure("schemas[0].owner", "is not declared, got ghost; allowed: migrator, app"),
                        new Checked.Failure("grants[0].role", "is not declared, got nobody; allowed: migrator, app"),
                        new Checked.Failure("grants[0].schema", "is not declared, got nowhere; allowed: public"));
    }

    @Test
    void nothingStandsThereTwice() {
        Map<String, Object> inputs = shop();
        inputs.put("roles", List.of(Map.of("name", "migrator"), Map.of("name", "app"), Map.of("name", "app")));

        assertThat(check(inputs).failures())
                .containsExactly(new Checked.Failure("roles[2]", "stands there twice, got app"));
    }

    @Test
    void namesAndRightsAreChecked() {
        Map<String, Object> inputs = shop();
        inputs.put("database", "shop\"; DROP");
        inputs.put("grants", List.of(Map.of("role", "app", "schema", "public", "tables", List.of("ALL"))));

        assertThat(check(inputs).failures())
                .containsExactly(
                        new Checked.Failure(
                                "database",
                                "cannot be used, got shop\"; DROP; allowed: 1 to 63 characters of a-z, 0-9, _ and -,"
                                        + " no digit first"),
                        new Checked.Failure(
                                "grants[0].tables[0]",
                                "cannot be used, got ALL; allowed: SELECT, INSERT, UPDATE, DELETE, TRUNCATE,"
                                        + " REFERENCES, TRIGGER"));
    }

    @Test
    void aWrongPasswordIsNotShown() {
        Map<String, Object> inputs = shop();
        inputs.put("roles", List.of(Map.of("name", "migrator"), Map.of("name", "app", "password", "")));

        assertThat(check(inputs).failures())
                .containsExactly(new Checked.Failure(
                        "roles[1].password", "cannot be used, got an empty text; allowed: a text that is not empty"));
    }

    @Test
    void unknownValuesPassInPreviews() {
        Map<String, Object> inputs = shop();
        inputs.put("roles", List.of(Map.of("name", "migrator"), Map.of("name", "app", "password", Unknown.VALUE)));
        assertThat(check(inputs).failures()).isEmpty();

        inputs.put("roles", Unknown.VALUE);
        inputs.put("container", Unknown.VALUE);
        assertThat(check(inputs).failures()).isEmpty();
    }

    private static Checked check(Map<String, Object> inputs) {
        return new DatabaseRolesType().check(Map.of(), inputs);
    }

    private static Map<String, Object> shop() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("container", "postgres");
        inputs.put("database", "shop");
        inputs.put("schemas", List.of(Map.of("name", "public", "owner", "migrator")));
        inputs.put("roles", List.of(Map.of("name", "migrator"), Map.of("name", "app", "password", "secret")));
        inputs.put("grants", List.of(Map.of("role", "app", "schema", "public", "tables", List.of("SELECT"))));
        return inputs;
    }
}
