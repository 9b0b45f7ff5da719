package dev.nself.provider.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.TestContainer;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShellIT {

    private static final String IMAGE = "redis:8.0.4-bookworm";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private TestContainer container;
    private Shell shell;

    @BeforeEach
    void start() {
        container = TestContainer.start("shell", IMAGE, "--init", "--entrypoint", "sleep", "--", "1000");
        shell = Shell.in(new Container("", container.name()), "");
    }

    @AfterEach
    void stop() {
        if (container != null) {
            shell.close();
            container.close();
        }
    }

    @Test
    void eachScriptHasItsOutputItsErrorsAndItsExitCode() {
        assertThat(shell.run("echo one; echo two; echo wrong >&2; exit 3", LIMIT))
                .isEqualTo(new Command.Result(3, "one\ntwo", "wrong"));
        assertThat(shell.run("printf 'no line end'", LIMIT)).isEqualTo(new Command.Result(0, "no line end", ""));
        assertThat(shell.run("", LIMIT)).isEqualTo(new Command.Result(0, "", ""));
    }

    @Test
    void quotesDollarsAndHereDocumentsArriveAsTheyAre() {
        assertThat(shell.run("cat <<'END'\nit's $HOME `id`\nEND\nx=\"a  b\"; echo \"$x\"", LIMIT).output())
                .isEqualTo("it's $HOME `id`\na  b");
    }

    @Test
    void aScriptThatReadsItsInputDoesNotEatTheNext() {
        assertThat(shell.run("cat", LIMIT).output()).isEmpty();
        assertThat(shell.run("echo next", LIMIT).output()).isEqualTo("next");
    }

    @Test
    void aMistakeInAScriptLeavesTheShellOpen() {
        assertThat(shell.run("if then", LIMIT).ok()).isFalse();
        assertThat(shell.run("set -eu; false; echo not here", LIMIT)).isEqualTo(new Command.Result(1, "", ""));
        assertThat(shell.run("echo still here", LIMIT).output()).isEqualTo("still here");
    }

    @Test
    void scriptsAreSentAheadAndAnswerInTheirOrder() {
        shell.send("sleep 0.2; echo first");
        shell.send("echo second");

        assertThat(shell.receive(LIMIT).output()).isEqualTo("first");
        assertThat(shell.receive(LIMIT).output()).isEqualTo("second");
    }

    @Test
    void nothingOfAScriptStandsInACommandLine() {
        String seen = shell.run("secret=sw0rdf1sh; cat /proc/[0-9]*/cmdline | tr '\\0' ' '", LIMIT).output();

        assertThat(seen).contains("sleep 1000").doesNotContain("sw0rdf1sh");
    }

    @Test
    void aScriptWithoutEndIsAnErrorAfterItsTime() {
        assertThatThrownBy(() -> shell.run("sleep 100", Duration.ofSeconds(1)))
                .isInstanceOf(ResourceFailure.class)
                .hasMessage("container %s: a script has no end after 1 s", container.name());
        assertThatThrownBy(() -> shell.run("true", LIMIT)).isInstanceOf(ResourceFailure.class);
    }

    @Test
    void aContainerThatStopsEndsTheWaitAtOnce() {
        shell.run("true", LIMIT);
        shell.send("sleep 100");
        TestContainer.docker("stop", "-t", "1", container.name());

        assertThatThrownBy(() -> shell.receive(LIMIT))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageContaining("the shell in it ended with exit code 137");
    }

    @Test
    void aContainerThatIsNotThereIsNamed() {
        try (Shell none = Shell.in(new Container("", "nself-test-none"), "")) {
            assertThatThrownBy(() -> none.run("true", LIMIT))
                    .isInstanceOf(ResourceFailure.class)
                    .hasMessageContaining("nself-test-none")
                    .hasMessageContaining("No such container");
        }
    }

    @Test
    void aCancelledWaitSaysSo() {
        Thread waiting = Thread.currentThread();
        shell.run("true", LIMIT);
        new Thread(() -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            waiting.interrupt();
        }).start();

        assertThatThrownBy(() -> shell.run("sleep 100", LIMIT)).hasMessageEndingWith("cancelled");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aShellInAContainerOfItsOwnLeavesNothing() {
        String name = container.name() + "-own";
        try (Shell own = Shell.of(new Image("", IMAGE), List.of("--name", name))) {
            assertThat(own.run("echo here", LIMIT).output()).isEqualTo("here");
        }

        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (TestContainer.docker("container", "inspect", name).ok()) {
            assertThat(System.nanoTime()).as("the container is gone").isLessThan(deadline);
        }
    }
}
