package dev.nself.provider.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.TestContainer;
import dev.nself.provider.exec.Container;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In a container as the platform runs them: a user of its own, no capabilities, the folder root's. */
class LiveFileIT {

    private static final String COUNT = "echo reloaded >>/tmp/reloads";

    private static TestContainer container;

    @BeforeAll
    static void start() {
        container = TestContainer.start("live", "redis:8.0.4-bookworm", "--user", "999:999", "--cap-drop", "ALL",
                "--init", "--entrypoint", "sleep", "--", "1000");
    }

    @AfterAll
    static void stop() {
        if (container != null) {
            container.close();
        }
    }

    @Test
    void isWrittenAndReloadedOnceAndReadBack() {
        LiveFile file = file("/opt/one.cfg", "server db1 'a' $b\n\n", COUNT);

        assertThat(file.read()).isEmpty();
        assertThat(file.isApplied()).isFalse();
        assertThat(file.apply()).isTrue();
        assertThat(file.apply()).as("a second time").isFalse();

        assertThat(file.read()).contains("server db1 'a' $b\n\n");
        assertThat(file.isApplied()).isTrue();
        assertThat(container.exec("", "stat", "-c", "%U %a", "/opt/one.cfg")).isEqualTo("root 644");
        assertThat(container.exec("", "cat", "/tmp/reloads")).isEqualTo("reloaded");
        assertThat(container.exec("", "ls", "-A", "/opt")).doesNotContain(".one.cfg");
    }

    @Test
    void anotherContentTakesItsPlace() {
        file("/opt/two.cfg", "before", "true").apply();

        assertThat(file("/opt/two.cfg", "after", "true").apply()).isTrue();
        assertThat(file("/opt/two.cfg", "after", "true").read()).contains("after");
    }

    @Test
    void aReloadThatFailedIsDoneByTheNextRun() {
        assertThatThrownBy(() -> file("/opt/three.cfg", "x", "echo no such master >&2; false").apply())
                .hasMessageContaining("reloading /opt/three.cfg failed")
                .hasMessageContaining("no such master");

        assertThat(file("/opt/three.cfg", "x", "true").isApplied()).isFalse();
        assertThat(file("/opt/three.cfg", "x", "true").apply()).isTrue();
        assertThat(file("/opt/three.cfg", "x", "true").apply()).isFalse();
    }

    @Test
    void theReloadRunsAsTheContainersOwnUserWhoMaySignalItsProgram() {
        assertThat(file("/opt/four.cfg", "x", "kill -CONT 1 && id -u >/tmp/who").apply()).isTrue();

        assertThat(container.exec("", "cat", "/tmp/who")).isEqualTo("999");
    }

    private static LiveFile file(String path, String content, String reload) {
        return new LiveFile(new Container("", container.name()), path, content, reload);
    }
}
