package dev.nself.provider.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.rpc.State;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalImageIT {

    private static final String FIRST = "redis:8.0.4-bookworm";
    private static final String SECOND = "postgres:17.6-trixie";

    private final String tag = "nself-test-provider-image:" + ProcessHandle.current().pid();
    private final Map<String, Object> inputs = Map.of("dockerHost", "", "name", tag);
    private final LocalImageType type = new LocalImageType();
    private final RecordedCall call = new RecordedCall();

    @BeforeEach
    void tagAnImage() {
        TestContainer.needsImages(FIRST, SECOND);
        TestContainer.docker("tag", FIRST, tag);
    }

    @AfterEach
    void removeTheTag() {
        TestContainer.docker("image", "rm", tag);
    }

    @Test
    void anImageThatIsThereGivesItsId() {
        State state = type.create(call, inputs);

        assertThat(state.outputs()).containsEntry("imageId", idOf(FIRST)).containsEntry("name", tag);
        assertThat(idOf(FIRST)).startsWith("sha256:");
    }

    @Test
    void aMissingImageIsNamedWithTheWayOutAndNotPulled() {
        Map<String, Object> missing = Map.of("dockerHost", "", "name", "nself-test-provider-image:never-made");

        assertThatThrownBy(() -> type.create(call, missing)).hasMessage("name: the engine has no such image, "
                + "got nself-test-provider-image:never-made; load it with docker load --input FILE, it is never pulled");
    }

    @Test
    void aRefreshFindsNothingNew() {
        State state = type.create(call, inputs);

        assertThat(type.read(call, state.id(), state.inputs(), state.outputs())).contains(state);
    }

    @Test
    void aTagThatWasMovedIsSeenByARefresh() {
        State state = type.create(call, inputs);
        TestContainer.docker("tag", SECOND, tag);

        State found = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();

        assertThat(found.outputs()).containsEntry("imageId", idOf(SECOND));
    }

    @Test
    void anImageThatWasRemovedIsGone() {
        State state = type.create(call, inputs);
        TestContainer.docker("image", "rm", tag);

        assertThat(type.read(call, state.id(), state.inputs(), state.outputs())).isEmpty();
    }

    @Test
    void theImageStaysWhenItsResourceGoes() {
        State state = type.create(call, inputs);

        type.delete(call, state.id(), state.inputs(), state.outputs());

        assertThat(idOf(tag)).isEqualTo(idOf(FIRST));
    }

    @Test
    void anEngineThatCannotBeReachedIsNoMissingImage() {
        Map<String, Object> elsewhere = Map.of("dockerHost", "tcp://127.0.0.1:1", "name", tag);

        assertThatThrownBy(() -> type.create(call, elsewhere))
                .hasMessageStartingWith("docker: the engine at tcp://127.0.0.1:1 cannot be reached; start it or check dockerHost");
    }

    private static String idOf(String image) {
        return TestContainer.docker("image", "inspect", "--format", "{{.Id}}", image).output().strip();
    }
}
