package dev.nself.policy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.nself.policy.Value;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final String SECRETS_AND_UNKNOWNS = """
            {
              "name": "hall", "watts": 40, "on": true, "none": null,
              "key": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "correct horse"},
              "envs": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": ["A=1", {"deep": "x"}]},
              "later": "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
              "file": {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "content", "hash": "ab"},
              "__defaults": ["on"], "__internal": {}
            }""";

    @Test
    void whatIsReadAndWrittenIsTheSame() throws Exception {
        Struct sent = struct(SECRETS_AND_UNKNOWNS);
        assertThat(Wire.encode(Wire.decode(sent))).isEqualTo(sent);
    }

    @Test
    void secretsAreReadButNotShown() throws Exception {
        Value properties = Wire.decode(struct(SECRETS_AND_UNKNOWNS));
        assertThat(properties.get("key").text()).contains("correct horse");
        assertThat(properties.get("key").isSecret()).isTrue();
        assertThat(properties.get("envs").items().get(1).get("deep").isSecret()).isTrue();
        assertThat(properties.get("name").isSecret()).isFalse();
        assertThat(properties.toString()).contains("hall").doesNotContain("correct horse").doesNotContain("A=1");
    }

    @Test
    void unknownValuesAreUnknownWhateverTheirKind() throws Exception {
        assertThat(Wire.decode(struct(SECRETS_AND_UNKNOWNS)).get("later").isUnknown()).isTrue();
        assertThat(Wire.decode(struct("{\"ports\": \"6a19a0b0-7e62-4c92-b797-7f8e31da9cc2\"}")).get("ports").get("ip").isUnknown()).isTrue();
        Value output = Wire.decode(struct("""
                {"of": {"4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "secret": true}}""")).get("of");
        assertThat(output.isUnknown()).isTrue();
        assertThat(output.isSecret()).isTrue();
    }

    private static Struct struct(String json) throws Exception {
        Struct.Builder struct = Struct.newBuilder();
        JsonFormat.parser().merge(json, struct);
        return struct.build();
    }
}
