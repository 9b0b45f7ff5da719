package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be wrong with a machine: a clear error, and nothing that the next {@code up} cannot finish. */
class FaultsIT {

    private TestStack stack;

    @BeforeEach
    void define() {
        stack = new TestStack("fault").small();
    }

    @AfterEach
    void removeEverything() {
        stack.close();
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(stack.httpsPort, 1, InetAddress.getByName("127.0.0.1"))) {
            Cli.Result up = stack.up();
            assertThat(up.exit()).isNotZero();
            assertThat(up.output()).contains(Integer.toString(taken.getLocalPort()));
        }
        finishes();
    }

    @Test
    void an_image_that_nobody_has_is_named() {
        stack.set("services.redis.image", "docker.io/library/nself-test-no-such-image:1.0");
        Cli.Result up = stack.up();
        assertThat(up.exit()).isNotZero();
        assertThat(up.output()).contains("nself-test-no-such-image:1.0");
        stack.unset("services.redis.image");
        finishes();
    }

    @Test
    void an_engine_that_does_not_run_is_named() {
        stack.cli().with("DOCKER_HOST", "unix:///nonexistent/docker.sock");
        Cli.Result up = stack.up();
        assertThat(up.exit()).isNotZero();
        assertThat(up.output()).contains("/nonexistent/docker.sock");
        stack.cli().with("DOCKER_HOST", "unix:///var/run/docker.sock");
        finishes();
    }

    @Test
    void a_full_disk_fails_with_the_last_lines_of_the_log() {
        String volume = "nself-" + stack.name + "-app1-postgres-data";
        stack.docker("volume", "create", "--label", "dev.nself.stack=" + stack.name, "--driver", "local", "--opt", "type=tmpfs",
                "--opt", "device=tmpfs", "--opt", "o=size=8m,uid=999,gid=999", volume).orFail();
        Cli.Result up = stack.up();
        assertThat(up.exit()).isNotZero();
        assertThat(up.output()).contains(stack.container("postgres")).contains("No space left on device");
        stack.destroy().orFail();
        stack.docker("volume", "rm", volume).orFail();
        finishes();
    }

    @Test
    void a_wrong_stack_file_makes_nothing() {
        stack.set("services.redis.memoryMiB", "12");
        stack.set("servces.redis.enabled", "true");
        Cli.Result up = stack.up();
        assertThat(up.exit()).isNotZero();
        assertThat(up.output())
                .contains("nself:services.redis.memoryMiB must be at least 64, got 12")
                .contains("nself:servces").contains("nself:services");
        assertThat(stack.containers()).isEmpty();
    }

    private void finishes() {
        Cli.Result repaired = stack.repair();
        assertThat(repaired.exit()).as(repaired.output()).isZero();
        Cli.Result up = stack.up();
        assertThat(up.exit()).as(up.output()).isZero();
        assertThat(stack.containers().keySet()).allSatisfy(service -> assertThat(stack.health(service)).as(service).isEqualTo("healthy"));
        stack.up("--expect-no-changes").orFail();
    }
}
