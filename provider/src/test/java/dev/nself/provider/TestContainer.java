package dev.nself.provider;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nself.provider.exec.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A container for a test, removed with its data at the end. */
public final class TestContainer implements AutoCloseable {

    private final String name;

    private TestContainer(String name) {
        this.name = name;
    }

    /** Starts the image, or skips the test with the reason when there is no engine or no such image. */
    public static TestContainer start(String part, String image, String... optionsThenCommand) {
        needsImages(image);
        TestContainer container =
                new TestContainer("nself-test-provider-" + part + "-" + ProcessHandle.current().pid());
        int split = Arrays.asList(optionsThenCommand).indexOf("--");
        List<String> words = Arrays.asList(optionsThenCommand);
        List<String> arguments = new ArrayList<>(List.of("run", "-d", "--name", container.name));
        arguments.addAll(split < 0 ? words : words.subList(0, split));
        arguments.add(image);
        arguments.addAll(split < 0 ? List.of() : words.subList(split + 1, words.size()));
        require(docker(arguments.toArray(String[]::new)));
        return container;
    }

    /** Skips the test, with the reason, when there is no engine or one of the images is not there. */
    public static void needsImages(String... images) {
        assumeTrue(engineAnswers(), "skipped: no Docker engine can be reached, start one to run this test");
        for (String image : images) {
            assumeTrue(
                    docker("image", "inspect", image).ok(),
                    "skipped: image " + image + " is not there; pull it or build it with offline/images/build");
        }
    }

    public static TestContainer postgres(String part) {
        return start(
                part,
                "postgres:17.6-trixie",
                "-u", "999:999", "-e", "POSTGRES_PASSWORD=superuser-secret",
                "-e", "POSTGRES_INITDB_ARGS=--auth-local=peer --auth-host=scram-sha-256");
    }

    public String name() {
        return name;
    }

    /** Runs a program in it and returns what it printed. */
    public String exec(String input, String... program) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-i", name));
        arguments.addAll(List.of(program));
        return require(Command.run(withDocker(arguments), input, Duration.ofMinutes(1))).output().strip();
    }

    /** Runs SQL as a role over TCP, with its password; returns the rows, or the error. */
    public String sqlAs(String role, String password, String database, String sql) {
        List<String> arguments = List.of("exec", "-i", name, "sh", "-c",
                "read -r PGPASSWORD && export PGPASSWORD && exec psql -X -q -A -t -v ON_ERROR_STOP=1 "
                        + "-h 127.0.0.1 -U " + role + " -d " + database);
        Command.Result result =
                Command.run(withDocker(arguments), password + "\n" + sql, Duration.ofMinutes(1));
        return (result.output() + result.errors()).strip();
    }

    public String sql(String database, String sql) {
        List<String> arguments = List.of(
                "exec", "-i", "-u", "postgres", name, "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database);
        return require(Command.run(withDocker(arguments), sql, Duration.ofMinutes(1))).output().strip();
    }

    public static Command.Result docker(String... arguments) {
        return Command.run(withDocker(List.of(arguments)), "", Duration.ofMinutes(2));
    }

    @Override
    public void close() {
        require(docker("rm", "-f", "-v", name));
    }

    private static boolean engineAnswers() {
        try {
            return docker("version").ok();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static List<String> withDocker(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        return command;
    }

    private static Command.Result require(Command.Result result) {
        if (!result.ok()) {
            throw new AssertionError("docker failed: " + result.errors());
        }
        return result;
    }
}
