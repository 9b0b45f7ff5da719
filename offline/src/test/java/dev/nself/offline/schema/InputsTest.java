package dev.nself.offline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Unknown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputsTest {

    private static final Schema CONTAINER = Schema.of("docker:index/container:Container");

    @Test
    void fillsInWhatThePluginFillsInAndNotesIt() {
        Checked checked = Inputs.check(CONTAINER, with("ports", List.of(Map.of("internal", 80.0))));

        assertThat(checked.failures()).isEmpty();
        assertThat(checked.inputs())
                .containsEntry("mustRun", true)
                .containsEntry("restart", "no")
                .containsEntry("waitTimeout", 60.0)
                .doesNotContainKey("memory");
        assertThat((List<?>) checked.inputs().get("__defaults")).map(Object::toString).contains("mustRun", "restart", "waitTimeout");
        assertThat(checked.inputs().get("ports")).isEqualTo(List.of(Map.of(
                "__defaults", List.of("ip", "protocol"), "internal", 80.0, "ip", "0.0.0.0", "protocol", "tcp")));
    }

    @Test
    void letsUnknownValuesPass() {
        assertThat(Inputs.check(CONTAINER, Map.of("name", "n", "image", Unknown.VALUE)).failures()).isEmpty();
    }

    @Test
    void errorsWithPropertyValueAndWhatIsAllowed() {
        assertThat(reason("restart", "sometimes"))
                .isEqualTo("has a value that is not allowed, got \"sometimes\"; allowed: no|on-failure|always|unless-stopped");
        assertThat(reason("memory", -1.0)).isEqualTo("must be at least 0, got -1");
        assertThat(reason("memorySwap", -2.0)).isEqualTo("must be at least -1, got -2");
        assertThat(reason("memory", "much")).isEqualTo("must be a whole number, got text");
        assertThat(reason("envs", "A=secret")).isEqualTo("must be a list, got text");
        assertThat(reason("wait", "soon")).isEqualTo("must be true or false, got text");
        assertThat(reason("pullPolicy", "always")).startsWith("is no property of docker:index/container:Container");
    }

    @Test
    void errorsWhenTheImageIsMissing() {
        assertThat(Inputs.check(CONTAINER, Map.of("name", "n")).failures())
                .containsExactly(new Checked.Failure("image", "is missing, got nothing"));
    }

    @Test
    void namesTheElementThatIsWrong() {
        List<Object> mounts = List.of(Map.of("target", "/a", "type", "volume"), Map.of("target", "/b", "type", "disk"));
        assertThat(Inputs.check(CONTAINER, with("mounts", mounts)).failures())
                .extracting(Checked.Failure::property)
                .containsExactly("mounts[1].type");
    }

    private static String reason(String property, Object value) {
        return Inputs.check(CONTAINER, with(property, value)).failures().get(0).reason();
    }

    private static Map<String, Object> with(String property, Object value) {
        Map<String, Object> inputs = new HashMap<>(Map.of("name", "n", "image", "sha256:1"));
        inputs.put(property, value);
        return inputs;
    }
}
