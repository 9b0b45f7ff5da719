package dev.nself.provider.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.Unknown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalImageTypeTest {

    private static final Map<String, Object> REDIS = Map.of("dockerHost", "", "name", "redis:8.0.4-bookworm");
    private static final Map<String, Object> MADE =
            Map.of("dockerHost", "", "name", "redis:8.0.4-bookworm", "imageId", "sha256:1");

    private final LocalImageType type = new LocalImageType();

    @Test
    void theEngineOfTheEnvironmentIsTheDefault() {
        assertThat(type.check(Map.of(), Map.of("name", "redis:8.0.4-bookworm")))
                .isEqualTo(new Checked(REDIS, List.of()));
    }

    @Test
    void aNameThatDockerWouldTakeForAnOptionIsRefused() {
        assertThat(type.check(Map.of(), Map.of("name", "--help")).failures())
                .containsExactly(new Checked.Failure("name",
                        "cannot be used, got --help; allowed: the name of an image, such as postgres:17.6-trixie"));
        assertThat(type.check(Map.of(), Map.of()).failures())
                .containsExactly(new Checked.Failure("name", "is required, got nothing"));
    }

    @Test
    void theSameNameChangesNothingAlsoAfterARefreshFoundAMovedTag() {
        assertThat(type.diff("id", REDIS, MADE, REDIS).changes()).isEmpty();
        Map<String, Object> moved = Map.of("dockerHost", "", "name", "redis:8.0.4-bookworm", "imageId", "sha256:2");
        assertThat(type.diff("id", REDIS, moved, REDIS).changes()).isEmpty();
    }

    @Test
    void anotherNameIsLookedUpAnew() {
        Map<String, Object> other = Map.of("dockerHost", "", "name", "redis:8.2.0-bookworm");

        assertThat(type.diff("id", REDIS, MADE, other).changes()).containsOnly(Map.entry("name", Kind.UPDATE));
        assertThat(type.previewUpdate(REDIS, MADE, other)).containsEntry("imageId", Unknown.VALUE);
    }
}
