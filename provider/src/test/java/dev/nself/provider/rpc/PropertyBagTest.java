package dev.nself.provider.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PropertyBagTest {

    private static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    @Test
    void plainValuesComeAsJavaValues() {
        Struct struct = struct(
                "text", text("a"),
                "flag", Value.newBuilder().setBoolValue(true).build(),
                "number", Value.newBuilder().setNumberValue(2.5).build(),
                "nothing", Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build(),
                "list", list(text("x"), text("y")));

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("text", "a");
        expected.put("flag", true);
        expected.put("number", 2.5);
        expected.put("nothing", null);
        expected.put("list", List.of("x", "y"));
        assertThat(PropertyBag.of(struct).values()).isEqualTo(expected);
    }

    @Test
    void everyKindOfUnknownIsTheOneUnknown() {
        Struct struct = struct("text", text(UNKNOWN), "list", text("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"));

        assertThat(PropertyBag.of(struct).values())
                .containsEntry("text", Unknown.VALUE)
                .containsEntry("list", Unknown.VALUE);
    }

    @Test
    void unknownsGoBackAsUnknowns() {
        Struct struct = PropertyBag.encode(Map.of("id", Unknown.VALUE), List.of(), Set.of());

        assertThat(struct).isEqualTo(struct("id", text(UNKNOWN)));
    }

    @Test
    void secretsArePlainInsideAndSecretAgainInTheirPlace() {
        Struct struct = struct(
                "roles", list(object("name", text("app"), "password", secret(text("s3cret")))),
                "host", text("db"));
        PropertyBag bag = PropertyBag.of(struct);

        assertThat(bag.values())
                .containsEntry("roles", List.of(Map.of("name", "app", "password", "s3cret")));
        assertThat(PropertyBag.encode(bag.values(), List.of(bag), Set.of())).isEqualTo(struct);
    }

    @Test
    void unknownSecretsStaySecret() {
        Struct struct = struct("password", secret(text(UNKNOWN)));
        PropertyBag bag = PropertyBag.of(struct);

        assertThat(bag.values()).containsEntry("password", Unknown.VALUE);
        assertThat(PropertyBag.encode(bag.values(), List.of(bag), Set.of())).isEqualTo(struct);
    }

    @Test
    void whereAnotherValueStandsTheWholePropertyBecomesSecret() {
        PropertyBag bag = PropertyBag.of(struct("envs", list(text("B=2"), secret(text("A=s3cret")))));

        Struct sorted = PropertyBag.encode(Map.of("envs", List.of("A=s3cret", "B=2")), List.of(bag), Set.of());

        assertThat(sorted).isEqualTo(struct("envs", secret(list(text("A=s3cret"), text("B=2")))));
    }

    @Test
    void outputsOfAlwaysSecretNamesAreSecret() {
        Struct struct = PropertyBag.encode(Map.of("value", "s3cret", "kind", "hex"), List.of(), Set.of("value"));

        assertThat(struct.getFieldsOrThrow("value")).isEqualTo(secret(text("s3cret")));
        assertThat(struct.getFieldsOrThrow("kind")).isEqualTo(text("hex"));
    }

    @Test
    void noSecretIsMadeOfNothing() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("publicKey", null);

        assertThat(PropertyBag.encode(values, List.of(), Set.of("publicKey", "absent")))
                .isEqualTo(struct("publicKey", Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build()));
    }

    private static Value secret(Value value) {
        return object(
                "4dabf18193072939515e22adb298388d", text("1b47061264138c4ac30d75fd1eb44270"),
                "value", value);
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }

    private static Value list(Value... values) {
        return Value.newBuilder()
                .setListValue(ListValue.newBuilder().addAllValues(Arrays.asList(values)))
                .build();
    }

    private static Value object(Object... namesAndValues) {
        return Value.newBuilder().setStructValue(struct(namesAndValues)).build();
    }

    private static Struct struct(Object... namesAndValues) {
        Struct.Builder struct = Struct.newBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            struct.putFields((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return struct.build();
    }
}
