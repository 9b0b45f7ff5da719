package dev.nself.provider.database;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import dev.nself.provider.exec.Primary;
import dev.nself.provider.exec.Psql;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.ResourceType;
import dev.nself.provider.rpc.State;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import dev.nself.provider.schema.Outputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** A database with its extensions, schemas, roles, passwords and rights; see {@code dev.nself.resource.DatabaseRoles}. */
public final class DatabaseRolesType implements ResourceType {

    static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,62}");
    static final String NAME_FORM = "1 to 63 characters of a-z, 0-9, _ and -, no digit first";

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Fields SCHEMA = Fields.of(name("name"), name("owner"));
    private static final Fields ROLE = Fields.of(
            name("name"),
            Field.text("password").optional(),
            Field.listOf(Field.oneOf("databasePrivileges", List.of("CONNECT", "TEMPORARY", "CREATE"))).optional(),
            Field.listOf(name("memberOf")).optional(),
            Field.whole("connectionLimit", -1, 100_000).optional(),
            Field.flag("replication").optional());
    private static final Fields GRANT = Fields.of(
            name("role"),
            name("schema"),
            Field.listOf(Field.oneOf("privileges", List.of("USAGE", "CREATE"))).optional(),
            Field.listOf(Field.oneOf(
                            "tables",
                            List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")))
                    .optional(),
            Field.listOf(Field.oneOf("sequences", List.of("USAGE", "SELECT", "UPDATE"))).optional(),
            Field.listOf(Field.oneOf("functions", List.of("EXECUTE"))).optional());
    private static final Fields FIELDS = Fields.of(
            Container.DOCKER_HOST,
            Container.CONTAINER,
            Primary.CANDIDATES,
            name("database"),
            name("superuser").orElse("postgres"),
            Field.listOf(name("extensions")).orElse(List.of()),
            Field.objects("schemas", SCHEMA).orElse(List.of()),
            Field.objects("roles", ROLE),
            Field.objects("grants", GRANT).orElse(List.of()));

    @Override
    public String token() {
        return "nself:index:DatabaseRoles";
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of("drift");
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Checked checked = FIELDS.check(newInputs);
        List<Checked.Failure> failures = new ArrayList<>(checked.failures());
        if (failures.isEmpty()) {
            failures.addAll(References.check(new Inputs(checked.inputs())));
        }
        return new Checked(checked.inputs(), failures);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = FIELDS.changes(oldInputs, newInputs);
        if (!new Inputs(oldOutputs).texts("drift").isEmpty()) {
            changes.put("drift", Difference.Kind.UPDATE);
        }
        return new Difference(changes, false);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return Outputs.of(newInputs).with("drift", List.of()).values();
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        return ensure(call, inputs, inputs);
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        return ensure(call, oldInputs, newInputs);
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (inputs.isEmpty()) {
            throw new ResourceFailure("import: database roles need no import, got id " + id
                    + "; declare them: what exists is taken over");
        }
        Inputs declared = new Inputs(inputs);
        Optional<Container> serving = Primary.now(declared);
        if (serving.isEmpty()) {
            call.warn("no primary is among the candidates: the database is not compared");
            return Optional.of(new State(id, inputs, outputs));
        }
        switch (serving.get().presence(call)) {
            case GONE -> {
                return Optional.empty();
            }
            case STOPPED -> {
                return Optional.of(new State(id, inputs, outputs));
            }
            case RUNNING -> call.throwIfCancelled();
        }
        DatabaseSetup setup = DatabaseSetup.of(declared);
        return Observation.of(call, new Psql(serving.get(), declared.text("superuser")), setup)
                .map(found -> new State(
                        id, inputs, Outputs.of(inputs).with("drift", found.problems(setup)).values()));
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // Roles own tables and databases hold them: both stay with the data.
    }

    private static State ensure(Call call, Map<String, Object> oldInputs, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        DatabaseSetup setup = DatabaseSetup.of(declared);
        Psql psql = new Psql(Primary.await(call, declared), declared.text("superuser"));
        create(call, psql, setup.database());
        Observation found = Observation.of(call, psql, setup)
                .orElseThrow(() -> new ResourceFailure("database %s: went away while it was set up"
                        .formatted(setup.database())));
        String script = setup.revocations(DatabaseSetup.of(new Inputs(oldInputs))) + found.repairs(setup);
        if (!script.isEmpty()) {
            found.problems(setup).forEach(problem -> call.progress(problem + ": mending"));
            Command.Result result = psql.run(call, setup.database(), "BEGIN;\n" + script + "COMMIT;\n", LIMIT);
            if (!result.ok()) {
                throw new ResourceFailure("database %s: cannot be set up: %s"
                        .formatted(setup.database(), withoutVerifiers(result.errors().strip())));
            }
        }
        Map<String, Object> outputs = Outputs.of(inputs).with("drift", List.of()).values();
        return new State(declared.text("container") + "/" + setup.database(), inputs, new LinkedHashMap<>(outputs));
    }

    private static void create(Call call, Psql psql, String database) {
        String script = "SELECT 'CREATE DATABASE %s' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = %s) \\gexec\n"
                .formatted(Sql.name(database), Sql.text(database));
        Command.Result result = psql.run(call, "postgres", script, LIMIT);
        if (!result.ok()) {
            throw new ResourceFailure(
                    "database %s: cannot be made: %s".formatted(database, result.errors().strip()));
        }
    }

    /** psql quotes the failed statement, which may be one that sets a password. */
    private static String withoutVerifiers(String errors) {
        return errors.replaceAll("SCRAM-SHA-256\\$[^']*", "[verifier]");
    }

    private static Field name(String property) {
        return Field.textLike(property, NAME, NAME_FORM);
    }
}
