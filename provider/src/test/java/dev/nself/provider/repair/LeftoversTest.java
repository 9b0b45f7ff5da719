package dev.nself.provider.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LeftoversTest {

    private static java.util.List<Leftovers.Thing> unfinished(String operations) throws IOException {
        return Leftovers.unfinished(new ObjectMapper().readTree("{\"deployment\":{\"pending_operations\":[" + operations + "]}}"));
    }

    private static String operation(String type, String resource, String inputs) {
        return "{\"type\":\"%s\",\"resource\":{\"type\":\"%s\",\"inputs\":%s}}".formatted(type, resource, inputs);
    }

    @Test
    void a_container_that_was_being_made_is_a_leftover() throws IOException {
        assertThat(unfinished(operation("creating", "docker:index/container:Container", "{\"name\":\"nself-a-app1-redis\"}")))
                .containsExactly(new Leftovers.Thing("container", "nself-a-app1-redis"));
    }

    @Test
    void a_network_that_was_being_made_is_a_leftover() throws IOException {
        assertThat(unfinished(operation("creating", "docker:index/network:Network", "{\"name\":\"nself-a-app1-data\"}")))
                .containsExactly(new Leftovers.Thing("network", "nself-a-app1-data"));
    }

    @Test
    void a_volume_is_never_removed() throws IOException {
        assertThat(unfinished(operation("creating", "docker:index/volume:Volume", "{\"name\":\"nself-a-app1-postgres-data\"}"))).isEmpty();
    }

    @Test
    void what_was_being_deleted_or_updated_is_the_engine_s_to_finish() throws IOException {
        assertThat(unfinished(operation("deleting", "docker:index/container:Container", "{\"name\":\"x\"}")
                + "," + operation("updating", "docker:index/container:Container", "{\"name\":\"x\"}"))).isEmpty();
    }

    @Test
    void a_state_without_unfinished_operations_has_none() throws IOException {
        assertThat(Leftovers.unfinished(new ObjectMapper().readTree("{\"deployment\":{}}"))).isEmpty();
    }
}
