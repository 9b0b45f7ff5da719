package dev.nself.provider.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.State;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunningContainerIT {

    private static TestContainer redis;
    private final RunningContainerType type = new RunningContainerType();
    private final RecordedCall call = new RecordedCall();

    @BeforeAll
    static void start() {
        redis = TestContainer.start("limits", "redis:8.0.4-bookworm", "--memory", "128m", "--", "redis-server");
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void setsWhatIsDeclaredAndNothingElse() {
        type.create(call, limits());

        assertThat(hostConfig("{{.MemoryReservation}} {{.PidsLimit}} {{.NanoCpus}} {{.Memory}}"))
                .isEqualTo("67108864 100 500000000 134217728");
        String inForce = "cat /sys/fs/cgroup/pids.max 2>/dev/null || cat /sys/fs/cgroup/pids/pids.max";
        assertThat(redis.exec("", "sh", "-c", inForce)).isEqualTo("100");
    }

    @Test
    void aSecondUpAndARefreshFindNothing() {
        State state = type.create(call, limits());

        State found = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();

        assertThat(type.diff(state.id(), limits(), state.outputs(), limits()).changes()).isEmpty();
        assertThat(type.diff(state.id(), limits(), found.outputs(), limits()).changes()).isEmpty();
    }

    @Test
    void whatWasChangedByHandIsSeen() {
        State state = type.create(call, limits());
        TestContainer.docker("update", "--pids-limit", "7", redis.name());

        State found = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();

        assertThat(type.diff(state.id(), limits(), found.outputs(), limits()).changes())
                .containsExactly(Map.entry("pids", Kind.UPDATE));
        type.update(call, state.id(), limits(), found.outputs(), limits());
        assertThat(hostConfig("{{.PidsLimit}}")).isEqualTo("100");
    }

    @Test
    void aReplacedContainerGetsThemAnew() {
        State state = type.create(call, limits());
        Map<String, Object> other = limits();
        other.put("containerId", "another");

        assertThat(type.diff(state.id(), limits(), state.outputs(), other).changes())
                .containsExactly(Map.entry("containerId", Kind.UPDATE));
    }

    @Test
    void memoryCanBeRaisedAboveTheOldSwapLimit() {
        Map<String, Object> inputs = limits();
        inputs.put("memoryMiB", 512.0);

        type.create(call, inputs);

        assertThat(hostConfig("{{.Memory}} {{.MemorySwap}}")).isEqualTo("536870912 1073741824");
        TestContainer.docker("update", "--memory", "128m", "--memory-swap", "256m", redis.name());
    }

    @Test
    void whatTheEngineRefusesIsTold() {
        Map<String, Object> inputs = limits();
        inputs.put("cpus", 900.0);

        assertThatThrownBy(() -> type.create(call, inputs)).hasMessageContaining("limits refused: ");
    }

    private static String hostConfig(String format) {
        String inHostConfig = format.replace("{{.", "{{.HostConfig.");
        return TestContainer.docker("container", "inspect", "--format", inHostConfig, redis.name()).output().strip();
    }

    private static Map<String, Object> limits() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("dockerHost", "");
        inputs.put("container", redis.name());
        inputs.put(
                "containerId",
                TestContainer.docker("container", "inspect", "--format", "{{.Id}}", redis.name()).output().strip());
        inputs.put("reservationMiB", 64.0);
        inputs.put("pids", 100.0);
        inputs.put("cpus", 0.5);
        return inputs;
    }
}
