package dev.nself.policies.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.policy.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void everyKindIsRead() {
        Value read = Json.of(" {\"a\": [1, -2.5e1, true, null, \"x\"], \"b\" : {} ,\"c\":[ ]}\n").orElseThrow();
        assertThat(read.get("a").items()).extracting(Value::kind).containsExactly(
                Value.Kind.NUMBER, Value.Kind.NUMBER, Value.Kind.FLAG, Value.Kind.ABSENT, Value.Kind.TEXT);
        assertThat(read.get("a").items().get(1).number()).contains(-25.0);
        assertThat(read.get("b")).isEqualTo(Value.of(Map.of()));
        assertThat(read.get("c")).isEqualTo(Value.of(List.of()));
    }

    @Test
    void whatIsEscapedIsWhatIsMeant() {
        assertThat(Json.of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0073\\u20AC\"").orElseThrow().text())
                .contains("\"\\/\b\f\n\r\ts\u20ac");
    }

    @Test
    void theLastOfTwoEntriesCounts() {
        assertThat(Json.of("{\"a\": 1, \"a\": 2}").orElseThrow().get("a").number()).contains(2.0);
    }

    @Test
    void whatNoStackHoldsIsNoJson() {
        assertThat(Json.of("[".repeat(100_000))).isEmpty();
        assertThat(Json.of("[".repeat(100) + "]".repeat(100))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "{", "[", "[1", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}",
        "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\", "1 2", "tru", "nan", "- 1", "}", "{} {}"
    })
    void anythingElseIsEmpty(String text) {
        assertThat(Json.of(text)).isEmpty();
    }
}
