package dev.nself.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.model.Part.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the plan's values promise to those that fill them and to those that read them. */
class ValuesTest {

    private static final ImageSource IMAGE = new ImageSource.Published("redis:8");

    @Test
    void logical_names_hold_the_server_and_physical_ones_the_stack_too() {
        assertThat(Names.step("app1", "hasura")).isEqualTo("app1-hasura");
        assertThat(Names.volume("app1", "postgres", "data")).isEqualTo("app1-postgres-data");
        assertThat(Names.network("app1", Network.DATA)).isEqualTo("app1-data");
        assertThat(new Names("staging").physical("app1-hasura")).isEqualTo("nself-staging-app1-hasura");
    }

    @Test
    void a_second_container_of_a_service_leaves_the_first_its_name() {
        assertThat(Names.replica("cs-search", 1)).isEqualTo("cs-search");
        assertThat(Names.replica("cs-search", 2)).isEqualTo("cs-search-2");
    }

    @Test
    void a_container_needs_little_to_be_said() {
        Container container = Container.named("redis", IMAGE).build();

        assertThat(container.alias()).isEqualTo("redis");
        assertThat(container.networks()).containsExactly(Network.APP);
        assertThat(container.user()).as("the image's own").isEmpty();
        assertThat(container.published()).isEmpty();
        assertThat(container.stopSeconds()).isEqualTo(15);
    }

    @Test
    void the_users_variables_win_over_the_platforms() {
        Container container = Container.named("redis", IMAGE)
                .env("LEVEL", "info")
                .env("OTHER", "kept")
                .env(Map.of("LEVEL", "debug"))
                .build();

        assertThat(container.environment()).containsExactly(
                Map.entry("LEVEL", Text.of("debug")), Map.entry("OTHER", Text.of("kept")));
    }

    @Test
    void what_comes_before_adds_up() {
        assertThat(Container.named("auth", IMAGE).after("postgres").after(List.of("hasura")).build().after())
                .containsExactly("postgres", "hasura");
    }

    @Test
    void a_container_stays_as_it_was_built() {
        List<String> words = new ArrayList<>(List.of("redis-server"));
        Container container = Container.named("redis", IMAGE).command(words).user(999, 998).build();
        words.add("--another");

        assertThat(container.command()).containsExactly("redis-server");
        assertThat(container.user()).isEqualTo("999:998");
        assertThatThrownBy(() -> container.environment().put("LATE", Text.of("")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void text_names_its_secrets_and_holds_none() {
        Text text = Text.of("postgres://app:").andSecret("postgres-app", Encoding.URL).and("@db");

        assertThat(text.parts()).containsExactly(
                new Part.Literal("postgres://app:"),
                new Part.SecretRef("postgres-app", Part.SecretField.VALUE, Encoding.URL),
                new Part.Literal("@db"));
    }

    @Test
    void text_is_never_changed_by_what_is_added() {
        Text begin = Text.of("a");

        assertThat(begin.and("b").parts()).hasSize(2);
        assertThat(begin).isEqualTo(Text.of("a"));
    }

    @Test
    void a_public_key_is_told_from_the_key_itself() {
        assertThat(Text.of("").andPublicKey("jwt", Encoding.JSON).parts())
                .contains(new Part.SecretRef("jwt", Part.SecretField.PUBLIC_KEY, Encoding.JSON));
    }
}
