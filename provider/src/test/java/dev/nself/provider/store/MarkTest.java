package dev.nself.provider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "copy", "primary 1", "primary 120", "handover 2 db1"})
    void isReadAsItWasWritten(String text) {
        assertThat(Mark.of("app1", text + "\n").text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"primary", "primary 0", "primary x", "handover 2", "Copy", "primary 1 2"})
    void isNotGuessed(String text) {
        assertThatThrownBy(() -> Mark.of("app1", text))
                .hasMessage("app1: /data/.nself-store cannot be read, got " + text
                        + "; allowed: [copy, primary NUMBER, handover NUMBER RECEIVER]");
    }

    @Test
    void isWrittenBesideAndMovedIntoPlace() {
        assertThat(Mark.primary(3).script())
                .startsWith("printf '%s\\n' 'primary 3' >/data/.nself-store.new && ")
                .contains("mv -f /data/.nself-store.new /data/.nself-store");
    }
}
