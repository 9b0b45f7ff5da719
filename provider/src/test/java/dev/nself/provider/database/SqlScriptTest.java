package dev.nself.provider.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (b text DEFAULT '\\copy');",
                "SELECT E'it\\'s \\\\';",
                "SELECT $$ \\! rm $$, $x$ $$ ; COMMIT; $x$;",
                "-- \\copy\n/* \\! /* nested */ COMMIT; */ SELECT 1;",
                "SELECT \"a\\b\";",
                "DO $$ BEGIN RAISE NOTICE 'x'; END $$;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;",
                "SAVEPOINT a; ROLLBACK TO a; RELEASE a;",
                "SELECT a[1:2], b::text FROM c WHERE d = 'it''s';",
                "COPY a TO STDOUT;",
                "SELECT 1",
                ""
            })
    void sqlMayBeApplied(String sql) {
        assertThat(SqlScript.of(sql).problem(true)).isEmpty();
    }

    @Test
    void psqlCommandsAreNamedWithTheirLine() {
        assertThat(SqlScript.of("SELECT 1;\n\n\\copy a FROM 'b'\n").problem(true))
                .contains("line 3: psql command \\copy a ; only SQL can be applied");
        assertThat(SqlScript.of("SELECT 1 \\! ls").problem(true))
                .contains("line 1: psql command \\! ls; only SQL can be applied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "commit", "END", "ROLLBACK", "START TRANSACTION", "ABORT", "COMMIT AND CHAIN"})
    void transactionsOfTheFilesOwnAreRefused(String statement) {
        SqlScript script = SqlScript.of("SELECT 1;\n" + statement + ";\n");

        assertThat(script.problem(true)).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith("line 2: " + statement.toUpperCase().split(" AND")[0])
                .contains("-- nself: no-transaction"));
        assertThat(script.problem(false)).isEmpty();
    }

    @Test
    void dataInsideTheFileIsRefused() {
        assertThat(SqlScript.of("COPY a (b) FROM STDIN;\n1\n\\.\n").problem(true)).isPresent();
        assertThat(SqlScript.of("COPY a (b) FROM STDIN;\n").problem(true))
                .contains("line 1: COPY FROM STDIN; only SQL can be applied: write INSERT statements");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a;", "SELECT \"a;", "DO $body$ BEGIN", "/* no end", "SELECT E'\\"})
    void whatIsNeverClosedIsNamed(String sql) {
        assertThat(SqlScript.of("\n" + sql).problem(true))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("line 2: ").endsWith("is never closed"));
    }

    @Test
    void statementsKnowTheirLines() {
        SqlScript script = SqlScript.of("-- a comment\nCREATE TABLE a (\n  b int\n);\nSELECT 1;\n");

        assertThat(script.endingAt(4)).hasValueSatisfying(statement -> assertThat(statement.firstLine()).isEqualTo(2));
        assertThat(script.endingAt(5)).hasValueSatisfying(statement -> assertThat(statement.firstLine()).isEqualTo(5));
    }
}
