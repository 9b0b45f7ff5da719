package dev.nself.offline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.real.RealEngine;
import dev.nself.offline.real.TestCall;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a container on a real engine, as the published plugin 4.5.1 leads it. */
class ContainerTypeIT {

    private static final String NAME = RealEngine.PREFIX + "container";
    private static final TestCall CALL = new TestCall();

    private final RealEngine real = RealEngine.orSkip();
    private final ContainerType type = new ContainerType(real.engines());

    @BeforeEach
    @AfterEach
    void sweep() {
        real.sweep();
    }

    @AfterAll
    static void leave() {
        RealEngine.leave();
    }

    @Test
    void hasNoChangeAfterCreationNorAfterARefresh() {
        network("app", false);
        Map<String, Object> inputs = full();

        State created = type.create(CALL, inputs);
        State read = type.read(CALL, created.id(), inputs, created.outputs()).orElseThrow();

        assertThat(diff(created, inputs)).isEmpty();
        assertThat(diff(read, inputs)).isEmpty();
        assertThat(read.inputs()).isEqualTo(inputs);
        assertThat(read.outputs()).isEqualTo(created.outputs());
        assertThat(created.outputs())
                .containsEntry("image", real.imageId())
                .containsEntry("memory", 64.0)
                .containsKeys("hostname", "networkDatas", "bridge", "logDriver", "shmSize", "ipcMode", "runtime");
    }

    @Test
    void setsOnTheEngineWhatWasDeclared() {
        network("app", false);

        JsonNode container = real.container(type.create(CALL, full()).id()).orElseThrow();

        JsonNode host = container.path("HostConfig");
        assertThat(host.path("Memory").asLong()).isEqualTo(64L << 20);
        assertThat(host.path("RestartPolicy").path("Name").asText()).isEqualTo("unless-stopped");
        assertThat(host.path("LogConfig").path("Config").path("max-file").asText()).isEqualTo("3");
        assertThat(host.path("CapDrop").path(0).asText()).isEqualTo("ALL");
        assertThat(host.path("SecurityOpt").path(0).asText()).isEqualTo("no-new-privileges:true");
        assertThat(container.path("NetworkSettings").path("Networks").has(RealEngine.PREFIX + "app")).isTrue();
        assertThat(container.path("NetworkSettings").path("Networks").has("bridge")).isFalse();
        assertThat(container.path("Config").path("StopTimeout").asInt()).isEqualTo(20);
        assertThat(container.path("State").path("Health").path("Status").asText()).isEqualTo("healthy");
        assertThat(real.output(NAME, "cat", "/etc/nself/a.conf")).isEqualTo("hello");
        assertThat(real.output(NAME, "stat", "-c", "%a %u", "/etc/nself/a.conf")).isEqualTo("644 0");
        assertThat(real.output(NAME, "stat", "-c", "%a", "/usr/bin/run")).isEqualTo("744");
        assertThat(real.output(NAME, "cat", "/usr/bin/run")).isEqualTo("bytes");
    }

    @Test
    void replacesAContainerWhoseImageIsGivenByName() {
        Map<String, Object> inputs = inputs("image", RealEngine.IMAGE);

        State created = type.create(CALL, inputs);

        assertThat(created.outputs()).containsEntry("image", real.imageId());
        assertThat(diff(created, inputs)).containsOnly(Map.entry("image", Kind.UPDATE_REPLACE));
    }

    @Test
    void replacesAContainerThatPublishesFromAnInternalNetworkOnly() {
        network("inside", true);
        Map<String, Object> inputs = inputs(
                "networksAdvanced", List.of(Map.of("name", RealEngine.PREFIX + "inside")),
                "ports", List.of(Map.of("internal", 8080.0, "external", 28080.0, "ip", "127.0.0.1")));

        assertThat(diff(type.create(CALL, inputs), inputs)).containsOnly(Map.entry("ports", Kind.ADD_REPLACE));
    }

    @Test
    void leavesAHalfMadeContainerInTheStateWhenFilesCannotBePutIntoIt() {
        Map<String, Object> inputs = inputs("readOnly", true, "uploads", List.of(Map.of("file", "/a", "content", "1")));

        ResourceFailure failure = catchThrowableOfType(ResourceFailure.class, () -> type.create(CALL, inputs));

        assertThat(failure).hasMessageContaining("container rootfs is marked read-only");
        State halfMade = failure.partial().orElseThrow();
        assertThat(real.container(halfMade.id())).isPresent();
        assertThat(new ContainerType(real.engines()).read(CALL, halfMade.id(), inputs, halfMade.outputs())).isEmpty();
        assertThat(real.container(halfMade.id())).isEmpty();
    }

    @Test
    void failsWithWhatItMadeWhenTheContainerIsNotHealthyInTime() {
        Map<String, Object> inputs = inputs(
                "wait", true,
                "waitTimeout", 1.0,
                "healthcheck", Map.of("tests", List.of("CMD", "false"), "interval", "1s", "retries", 1.0));

        ResourceFailure failure = catchThrowableOfType(ResourceFailure.class, () -> type.create(CALL, inputs));

        assertThat(failure).hasMessage("container failed to be in healthy state");
        assertThat(failure.partial()).isPresent();
        assertThat(real.container(NAME)).isPresent();
    }

    @Test
    void removesAContainerThatEndsAtOnce() {
        // Attached, so that the test need not hope that the engine notices the end in time.
        Map<String, Object> inputs = inputs("command", List.of("false"), "attach", true);

        ResourceFailure failure = catchThrowableOfType(ResourceFailure.class, () -> type.create(CALL, inputs));

        assertThat(failure).hasMessage("container exited immediately");
        assertThat(failure.partial()).isEmpty();
        assertThat(real.container(NAME)).isEmpty();
    }

    @Test
    void keepsTheExitCodeAndLogsOfAJob() {
        Map<String, Object> inputs = inputs(
                "command", List.of("sh", "-c", "echo done; exit 3"), "mustRun", false, "attach", true, "logs", true);

        assertThat(type.create(CALL, inputs).outputs())
                .containsEntry("exitCode", 3.0)
                .containsEntry("containerLogs", "done\n");
    }

    @Test
    void failsWhenTheNameIsTaken() {
        type.create(CALL, inputs());

        assertThatThrownBy(() -> type.create(CALL, inputs()))
                .hasMessageContaining("Unable to create container")
                .hasMessageContaining("Conflict. The container name \"/" + NAME + "\" is already in use");
    }

    @Test
    void errorsWithTheImageThatIsNeitherHereNorInARegistry() {
        assertThatThrownBy(() -> type.create(CALL, inputs("image", "localhost:1/nself-none:1")))
                .hasMessageStartingWith("Unable to create container with image localhost:1/nself-none:1: unable to pull image");
    }

    @Test
    void changesLimitsOfTheRunningContainer() {
        Map<String, Object> inputs = inputs("memory", 64.0, "memorySwap", 64.0);
        State created = type.create(CALL, inputs);
        Map<String, Object> changed = inputs("memory", 96.0, "memorySwap", 96.0, "restart", "always");

        State updated = type.update(CALL, created.id(), inputs, created.outputs(), changed);

        JsonNode host = real.container(created.id()).orElseThrow().path("HostConfig");
        assertThat(host.path("Memory").asLong()).isEqualTo(96L << 20);
        assertThat(host.path("RestartPolicy").path("Name").asText()).isEqualTo("always");
        assertThat(diff(updated, changed)).isEmpty();
    }

    @Test
    void doesNotSeeLimitsThatItDoesNotKnow() {
        Map<String, Object> inputs = inputs("memory", 64.0, "memorySwap", 64.0);
        State created = type.create(CALL, inputs);
        real.engine().post("/containers/" + created.id() + "/update",
                Map.of("PidsLimit", 100, "MemoryReservation", 32 << 20, "NanoCpus", 500_000_000));

        assertThat(diff(type.read(CALL, created.id(), inputs, created.outputs()).orElseThrow(), inputs)).isEmpty();
    }

    @Test
    void findsAContainerGoneThatSomebodyRemovedOrStopped() {
        Map<String, Object> inputs = inputs();
        State removed = type.create(CALL, inputs);
        real.engine().delete("/containers/" + removed.id() + "?force=1");
        assertThat(type.read(CALL, removed.id(), inputs, removed.outputs())).isEmpty();

        State stopped = type.create(CALL, inputs);
        real.engine().post("/containers/" + stopped.id() + "/kill");
        Optional<State> afterRestartOfThePlugin =
                new ContainerType(real.engines()).read(CALL, stopped.id(), inputs, stopped.outputs());
        assertThat(afterRestartOfThePlugin).isEmpty();
        assertThat(real.container(NAME)).isEmpty();
    }

    @Test
    void cannotDeleteWhatSomebodyElseRemoved() {
        State created = type.create(CALL, inputs());
        type.delete(CALL, created.id(), inputs(), created.outputs());
        assertThat(real.container(NAME)).isEmpty();

        assertThatThrownBy(() -> type.delete(CALL, created.id(), inputs(), created.outputs()))
                .hasMessageStartingWith("Error stopping container " + created.id())
                .hasMessageContaining("No such container");
    }

    private Map<String, Kind> diff(State state, Map<String, Object> inputs) {
        Difference difference = type.diff(state.id(), state.inputs(), state.outputs(), inputs);
        assertThat(difference.deleteBeforeReplace()).isTrue();
        return difference.changes();
    }

    private void network(String name, boolean internal) {
        real.engine().post("/networks/create", Map.of("Name", RealEngine.PREFIX + name, "Internal", internal));
    }

    private Map<String, Object> full() {
        return inputs(
                "envs", List.of("B=2", "A=1"),
                "restart", "unless-stopped",
                "memory", 64.0,
                "memorySwap", 64.0,
                "cpuShares", 512.0,
                "stopTimeout", 20.0,
                "user", "0:0",
                "networkMode", "bridge",
                "networksAdvanced", List.of(Map.of("name", RealEngine.PREFIX + "app", "aliases", List.of("db", "a"))),
                "ports", List.of(Map.of("internal", 8443.0, "external", 28443.0, "ip", "127.0.0.1"),
                        Map.of("internal", 8080.0, "external", 28080.0, "ip", "127.0.0.1")),
                "healthcheck", Map.of(
                        "tests", List.of("CMD", "true"), "interval", "1s", "startPeriod", "1m0s", "retries", 3.0),
                "wait", true,
                "labels", List.of(Map.of("label", "z", "value", "1"), Map.of("label", "a", "value", "2")),
                "securityOpts", List.of("no-new-privileges:true"),
                "capabilities", Map.of("drops", List.of("ALL"), "adds", List.of("CAP_NET_BIND_SERVICE")),
                "tmpfs", Map.of("/tmp", "size=1m"),
                "logDriver", "json-file",
                "logOpts", Map.of("max-size", "10m", "max-file", "3"),
                "ulimits", List.of(Map.of("name", "nofile", "soft", 1024.0, "hard", 2048.0)),
                "hosts", List.of(Map.of("host", "outside", "ip", "192.0.2.1")),
                "sysctls", Map.of("net.core.somaxconn", "512"),
                "volumes", List.of(Map.of("volumeName", RealEngine.PREFIX + "data", "containerPath", "/data")),
                "mounts", List.of(Map.of("type", "tmpfs", "target", "/scratch")),
                "uploads", List.of(
                        Map.of("file", "/etc/nself/a.conf", "content", "hello"),
                        Map.of("file", "/usr/bin/run", "contentBase64", "Ynl0ZXM=", "executable", true)));
    }

    /** Checked inputs of a container that sleeps, with further properties as name, value, name, value. */
    private Map<String, Object> inputs(Object... properties) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("name", NAME);
        inputs.put("image", real.imageId());
        inputs.put("command", List.of("sleep", "600"));
        for (int i = 0; i < properties.length; i += 2) {
            inputs.put((String) properties[i], properties[i + 1]);
        }
        Checked checked = type.check(Map.of(), inputs);
        assertThat(checked.failures()).as(Arrays.toString(properties)).isEmpty();
        return checked.inputs();
    }
}
