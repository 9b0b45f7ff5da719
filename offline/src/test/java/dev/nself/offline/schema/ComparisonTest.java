package dev.nself.offline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.Unknown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes a container, network or volume, property by property. */
class ComparisonTest {

    private static final Schema CONTAINER = Schema.of("docker:index/container:Container");
    private static final Schema NETWORK = Schema.of("docker:index/network:Network");

    static Stream<Arguments> sameToThePlugin() {
        return Stream.of(
                Arguments.of("envs", List.of("A=1", "B=2"), List.of("B=2", "A=1")),
                Arguments.of("dns", List.of("1.1.1.1", "9.9.9.9"), List.of("9.9.9.9", "1.1.1.1")),
                Arguments.of("securityOpts", List.of("a", "b"), List.of("b", "a")),
                Arguments.of("labels", List.of(label("a"), label("b")), List.of(label("b"), label("a"))),
                Arguments.of("capabilities", Map.of("adds", List.of("X", "Y"), "drops", List.of()), Map.of("adds", List.of("Y", "X"))),
                Arguments.of("ports", List.of(port(80, 8080), port(443, 8443)), List.of(port(443, 8443), port(80, 8080))),
                Arguments.of("ports", List.of(port(80, 32768)), List.of(Map.of("internal", 80.0))),
                Arguments.of("logOpts", Map.of("max-file", "3"), Map.of("max-file", 3.0)),
                Arguments.of("user", "999:999", ""),
                Arguments.of("workingDir", "/app", null),
                Arguments.of("networkMode", "default", null),
                Arguments.of("memory", 0.0, null),
                Arguments.of("privileged", false, null),
                Arguments.of("domainname", "", null),
                Arguments.of("restart", "no", null),
                Arguments.of("mustRun", true, null),
                Arguments.of("healthcheck", health("5s"), health("5s")));
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @MethodSource
    void sameToThePlugin(String property, Object state, Object declared) {
        assertThat(changes(CONTAINER, property, state, declared)).isEmpty();
    }

    static Stream<Arguments> replaces() {
        return Stream.of(
                Arguments.of("image", "sha256:1", "sha256:2"),
                Arguments.of("image", "sha256:1", "nginx:1"),
                Arguments.of("envs", List.of("A=1"), List.of("A=2")),
                Arguments.of("command", List.of("a", "b"), List.of("b", "a")),
                Arguments.of("labels", List.of(label("a")), List.of(label("a"), label("b"))),
                Arguments.of("capabilities", Map.of("drops", List.of("CAP_ALL")), Map.of("drops", List.of("ALL"))),
                Arguments.of("ports", List.of(), List.of(port(80, 8080))),
                Arguments.of("ports", List.of(port(80, 8080)), List.of(port(80, 8081))),
                Arguments.of("uploads", List.of(Map.of("file", "/a", "content", "1")), List.of(Map.of("file", "/a", "content", "2"))),
                Arguments.of("networksAdvanced", List.of(Map.of("name", "n", "aliases", List.of("a"))), List.of(Map.of("name", "n"))),
                Arguments.of("networkMode", "bridge", null),
                Arguments.of("stopTimeout", 10.0, 60.0),
                Arguments.of("user", "999", "1000"),
                Arguments.of("readOnly", false, true),
                Arguments.of("hosts", List.of(Map.of("host", "a", "ip", "1.2.3.4")), null));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource
    void replaces(String property, Object state, Object declared) {
        assertThat(changes(CONTAINER, property, state, declared)).hasSize(1).allSatisfy((name, kind) -> {
            assertThat(name).isEqualTo(property);
            assertThat(kind.name()).endsWith("_REPLACE");
        });
    }

    static Stream<Arguments> updatesInPlace() {
        return Stream.of(
                Arguments.of("memory", 512.0, 256.0),
                Arguments.of("memorySwap", 1024.0, null),
                Arguments.of("cpuShares", 0.0, 512.0),
                Arguments.of("cpuSet", "", "0"),
                Arguments.of("restart", "no", "always"),
                Arguments.of("maxRetryCount", 0.0, 3.0),
                Arguments.of("healthcheck", health("5s"), health("10s")),
                Arguments.of("healthcheck", health("1m0s"), health("60s")),
                Arguments.of("tmpfs", Map.of(), Map.of("/tmp", "size=1m")),
                Arguments.of("destroyGraceSeconds", null, 30.0),
                Arguments.of("waitTimeout", 60.0, 90.0),
                Arguments.of("wait", false, true),
                Arguments.of("init", false, true),
                Arguments.of("mustRun", true, false));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource
    void updatesInPlace(String property, Object state, Object declared) {
        assertThat(changes(CONTAINER, property, state, declared)).hasSize(1).allSatisfy((name, kind) -> {
            assertThat(name).isEqualTo(property);
            assertThat(kind.name()).doesNotContain("REPLACE");
        });
    }

    /** What the plugin fills in by itself is not missed when the program stops to declare it. */
    @ParameterizedTest
    @ValueSource(strings = {"envs", "labels", "command", "entrypoints", "hostname", "healthcheck", "securityOpts", "init", "shmSize", "stopTimeout"})
    void doesNotSeeTheRemovalOf(String property) {
        Object state = property.equals("healthcheck") ? health("5s") : property.equals("shmSize") ? (Object) 64.0 : List.of("x");
        assertThat(changes(CONTAINER, property, state, null)).isEmpty();
    }

    @Test
    void doesNotSeeTheRemovalOfInternalButItsFalse() {
        assertThat(changes(NETWORK, "internal", true, null)).isEmpty();
        assertThat(changes(NETWORK, "internal", true, false)).containsEntry("internal", Kind.UPDATE_REPLACE);
    }

    @Test
    void takesTheUnknownForAChange() {
        assertThat(changes(CONTAINER, "image", "sha256:1", Unknown.VALUE)).containsEntry("image", Kind.UPDATE_REPLACE);
        assertThat(changes(CONTAINER, "envs", List.of("A=1"), List.of(Unknown.VALUE)))
                .containsEntry("envs", Kind.UPDATE_REPLACE);
    }

    private static Map<String, Kind> changes(Schema schema, String property, Object state, Object declared) {
        return Comparison.of(schema, with(schema, property, state), with(schema, property, declared));
    }

    /** A resource with the plugin's defaults and one property. */
    private static Map<String, Object> with(Schema schema, String property, Object value) {
        Map<String, Object> properties = new HashMap<>(Inputs.check(schema, Map.of()).inputs());
        properties.put(property, value);
        return properties;
    }

    private static Map<String, Object> label(String name) {
        return Map.of("label", name, "value", "of " + name);
    }

    private static Map<String, Object> port(double internal, double external) {
        return Map.of("internal", internal, "external", external, "ip", "0.0.0.0", "protocol", "tcp");
    }

    private static Map<String, Object> health(String interval) {
        return Map.of("tests", List.of("CMD", "true"), "interval", interval, "timeout", "0s", "startPeriod", "0s");
    }
}
