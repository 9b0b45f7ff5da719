package dev.nself.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackTest {

    private static final StackResource SOURCE = resource("b-source", List.of());
    private static final StackResource LAST = resource("c-last", List.of("b-source", "b-source"));
    private static final StackResource FIRST = resource("a-first", List.of("b-source"));
    private static final Stack STACK = new Stack(List.of(LAST, SOURCE, FIRST));

    @Test
    void tellsWhatDependsOnAResourceOnceAndInTheOrderOfUrns() {
        assertThat(STACK.dependentsOf(SOURCE)).containsExactly(FIRST, LAST);
        assertThat(STACK.dependentsOf(LAST)).isEmpty();
    }

    @Test
    void findsAResourceByItsUrn() {
        assertThat(STACK.get("a-first")).contains(FIRST);
        assertThat(STACK.get("d")).isEmpty();
    }

    private static StackResource resource(String urn, List<String> dependencies) {
        Resource resource = new Resource(urn, "house:index:Lamp", urn, Value.of(Map.of()), ResourceOptions.NONE);
        return new StackResource(resource, "", dependencies, Map.of());
    }
}
