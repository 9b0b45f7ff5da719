package dev.nself.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.offline.real.RealEngine;
import dev.nself.offline.real.TestCall;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkAndVolumeIT {

    private static final String NAME = RealEngine.PREFIX + "thing";
    private static final TestCall CALL = new TestCall();
    private static final Executor SOON = CompletableFuture.delayedExecutor(600, TimeUnit.MILLISECONDS);

    private final RealEngine real = RealEngine.orSkip();
    private final NetworkType networks = new NetworkType(real.engines());
    private final VolumeType volumes = new VolumeType(real.engines());

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
    void networkHasNoChangeAfterCreationNorAfterARefresh() {
        Map<String, Object> inputs = networks.check(Map.of(), Map.of(
                "name", NAME,
                "internal", true,
                "driver", "bridge",
                "labels", List.of(Map.of("label", "a", "value", "1")),
                "ipamConfigs", List.of(Map.of("subnet", "10.213.7.0/24")))).inputs();

        State created = networks.create(CALL, inputs);
        State read = networks.read(CALL, created.id(), inputs, created.outputs()).orElseThrow();

        assertThat(created.outputs()).containsEntry("scope", "local").containsEntry("internal", true);
        assertThat(read.outputs()).isEqualTo(created.outputs());
        assertThat(read.inputs()).isEqualTo(inputs);
    }

    @Test
    void networkOfTheSameNameGoesBeforeItsSuccessor() {
        State created = networks.create(CALL, networks.check(Map.of(), Map.of("name", NAME)).inputs());

        assertThat(change(created, Map.of("name", NAME, "internal", true)).deleteBeforeReplace()).isTrue();
        assertThat(change(created, Map.of("name", NAME + "2")).deleteBeforeReplace()).isFalse();
        assertThat(change(created, Map.of("name", NAME)).changes()).isEmpty();
    }

    @Test
    void networkIsGoneWhenSomebodyRemovedIt() {
        Map<String, Object> inputs = networks.check(Map.of(), Map.of("name", NAME)).inputs();
        State created = networks.create(CALL, inputs);
        networks.delete(CALL, created.id(), inputs, created.outputs());

        assertThat(networks.read(CALL, created.id(), inputs, created.outputs())).isEmpty();
        networks.delete(CALL, created.id(), inputs, created.outputs());
    }

    @Test
    void networkWaitsForItsLastContainer() {
        Map<String, Object> inputs = networks.check(Map.of(), Map.of("name", NAME)).inputs();
        State created = networks.create(CALL, inputs);
        String container = container("HostConfig", Map.of("NetworkMode", NAME));
        CompletableFuture<Void> removal = CompletableFuture.runAsync(
                () -> real.engine().delete("/containers/" + container + "?force=1"), SOON);

        networks.delete(CALL, created.id(), inputs, created.outputs());

        removal.join();
        assertThat(networks.read(CALL, created.id(), inputs, created.outputs())).isEmpty();
    }

    @Test
    void volumeHasNoChangeAfterCreationNorAfterARefresh() {
        Map<String, Object> inputs = volumes.check(Map.of(), Map.of(
                "name", NAME, "labels", List.of(Map.of("label", "a", "value", "1")))).inputs();

        State created = volumes.create(CALL, inputs);
        State read = volumes.read(CALL, NAME, inputs, created.outputs()).orElseThrow();

        assertThat(created.id()).isEqualTo(NAME);
        assertThat(created.outputs()).containsKey("mountpoint").containsEntry("driver", "local");
        assertThat(volumes.diff(NAME, inputs, read.outputs(), inputs).changes()).isEmpty();
        assertThat(read.outputs()).isEqualTo(created.outputs());
    }

    /** Data that an earlier stack kept comes back, but with the labels of then: other labels would replace it. */
    @Test
    void volumeThatIsThereIsTakenOverWithItsOwnLabels() {
        real.engine().post("/volumes/create", Map.of("Name", NAME, "Labels", Map.of("a", "old")));
        Map<String, Object> inputs = volumes.check(Map.of(), Map.of(
                "name", NAME, "labels", List.of(Map.of("label", "a", "value", "new")))).inputs();

        State created = volumes.create(CALL, inputs);

        assertThat(volumes.diff(NAME, inputs, created.outputs(), inputs).changes())
                .containsOnly(Map.entry("labels", Kind.UPDATE_REPLACE));
    }

    @Test
    void volumeWaitsForItsLastContainerAndThenIsGone() {
        Map<String, Object> inputs = volumes.check(Map.of(), Map.of("name", NAME)).inputs();
        State created = volumes.create(CALL, inputs);
        String container = container("HostConfig", Map.of("Binds", List.of(NAME + ":/data")));
        CompletableFuture<Void> removal = CompletableFuture.runAsync(
                () -> real.engine().delete("/containers/" + container + "?force=1"), SOON);

        volumes.delete(CALL, NAME, inputs, created.outputs());

        removal.join();
        assertThatThrownBy(() -> volumes.read(CALL, NAME, inputs, created.outputs()))
                .hasMessageStartingWith("Unable to inspect volume");
        volumes.delete(CALL, NAME, inputs, created.outputs());
    }

    private Difference change(State state, Map<String, Object> declared) {
        return networks.diff(
                state.id(), state.inputs(), state.outputs(), networks.check(Map.of(), declared).inputs());
    }

    private String container(String key, Map<String, Object> value) {
        String id = real.engine()
                .post("/containers/create?name=" + NAME,
                        Map.of("Image", RealEngine.IMAGE, "Cmd", List.of("sleep", "60"), key, value))
                .path("Id")
                .asText();
        real.engine().post("/containers/" + id + "/start");
        return id;
    }
}
