package dev.nself.provider.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Psql;
import dev.nself.provider.rpc.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * How a database differs from a declared setup.
 *
 * @param failing numbers of the setup's steps whose check is not true
 * @param verifiers what pg_authid holds, by role
 */
record Observation(Set<Integer> failing, Map<String, String> verifiers) {

    /** Empty when the database does not exist. */
    static Optional<Observation> of(Call call, Psql psql, DatabaseSetup setup) {
        StringJoiner checks = new StringJoiner(",\n");
        setup.steps().forEach(step -> checks.add("(" + step.check() + ") IS TRUE"));
        String names = Sql.texts(setup.roles().stream().map(Role::name).toList());
        String script = """
                SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s) AS here \\gset
                \\if :here
                \\connect %s
                SELECT json_build_object(
                  'checks', to_json(ARRAY[%s]),
                  'verifiers', (SELECT coalesce(json_object_agg(rolname, coalesce(rolpassword, '')), '{}')
                                FROM pg_authid WHERE rolname IN (%s)));
                \\else
                \\echo null
                \\endif
                """.formatted(Sql.text(setup.database()), Sql.name(setup.database()), checks, names);
        JsonNode answer = psql.query(call, "postgres", script);
        return answer.isNull() ? Optional.empty() : Optional.of(of(answer));
    }

    List<String> problems(DatabaseSetup setup) {
        List<String> problems = new ArrayList<>();
        List<Step> steps = setup.steps();
        failing.stream().sorted().forEach(number -> problems.add(steps.get(number).problem()));
        strangers(setup).forEach(role -> problems.add("role %s has another password".formatted(role.name())));
        return problems;
    }

    /** SQL that mends everything, empty when all is well. */
    String repairs(DatabaseSetup setup) {
        StringBuilder sql = new StringBuilder();
        List<Step> steps = setup.steps();
        failing.stream().sorted().forEach(number -> sql.append(steps.get(number).repair()));
        for (Role role : strangers(setup)) {
            sql.append("ALTER ROLE %s PASSWORD %s;\n"
                    .formatted(Sql.name(role.name()), Sql.text(ScramVerifier.of(role.password()))));
        }
        return sql.toString();
    }

    private static Observation of(JsonNode answer) {
        Set<Integer> failing = new HashSet<>();
        JsonNode checks = answer.path("checks");
        for (int i = 0; i < checks.size(); i++) {
            if (!checks.get(i).asBoolean()) {
                failing.add(i);
            }
        }
        Map<String, String> verifiers = new HashMap<>();
        answer.path("verifiers").properties().forEach(role -> verifiers.put(role.getKey(), role.getValue().asText()));
        return new Observation(failing, verifiers);
    }

    /** Roles whose password is not the declared one. */
    private List<Role> strangers(DatabaseSetup setup) {
        return setup.roles().stream()
                .filter(Role::logsIn)
                .filter(role -> !ScramVerifier.matches(verifiers.getOrDefault(role.name(), ""), role.password()))
                .toList();
    }
}
