package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackInputTest {

    @TempDir
    private Path folder;

    @Test
    void every_key_is_handed_on_also_one_that_nobody_asks_for() {
        Map<String, String> environment = Map.of(
                "PULUMI_CONFIG", "{\"nself:tier\": \"single\", \"nself:misspelt\": \"x\", \"nself:auth\": \"{\\\"mfa\\\":true}\"}");

        assertThat(StackInput.all(environment)).containsExactly(
                Map.entry("nself:auth", "{\"mfa\":true}"), Map.entry("nself:misspelt", "x"), Map.entry("nself:tier", "single"));
    }

    @Test
    void a_stack_without_configuration_has_no_keys() {
        assertThat(StackInput.all(Map.of())).isEmpty();
        assertThat(StackInput.all(Map.of("PULUMI_CONFIG", ""))).isEmpty();
    }

    @Test
    void the_stack_file_tells_which_parts_are_encrypted() throws IOException {
        Path stackFile = folder.resolve("Pulumi.test.yaml");
        Files.writeString(stackFile, "config: {'nself:auth': {smtp: {host: mail, password: {secure: v1:x}}}}\n");

        assertThat(StackInput.encrypted(Map.of("PULUMI_CONFIG_SECRET_KEYS", "[\"nself:auth\"]"), stackFile))
                .containsExactly("nself:auth.smtp.password");
    }

    @Test
    void without_a_stack_file_the_engine_tells_of_whole_keys() {
        Path none = folder.resolve("Pulumi.test.yaml");

        assertThat(StackInput.encrypted(Map.of("PULUMI_CONFIG_SECRET_KEYS", "[\"nself:auth\"]"), none))
                .containsExactly("nself:auth");
        assertThat(StackInput.encrypted(Map.of(), none)).isEmpty();
    }

    @Test
    void what_is_no_json_is_told_by_its_variable_and_not_shown() {
        assertThatThrownBy(() -> StackInput.all(Map.of("PULUMI_CONFIG", "{\"nself:key\": hunter2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("PULUMI_CONFIG: not what a language host hands over");
    }
}
