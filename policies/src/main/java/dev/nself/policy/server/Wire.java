package dev.nself.policy.server;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Property values as the engine sends them; the marker texts are part of its wire format. */
final class Wire {

    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
    private static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /** One for each kind of value that is not known; they mean the same to a rule. */
    private static final Set<String> UNKNOWNS = Set.of(
            UNKNOWN,
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
            "030794c1-ac77-496b-92df-f27374a8bd58",
            "e48ece36-62e2-4504-bad9-02848725956a",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

    private Wire() {}

    /** A map of the properties. */
    static Value decode(Struct properties) {
        return Value.of(entries(properties));
    }

    /** The other way round; the value must be a map. */
    static Struct encode(Value properties) {
        return struct(properties, false);
    }

    private static Map<String, Value> entries(Struct struct) {
        Map<String, Value> entries = new LinkedHashMap<>();
        struct.getFieldsMap().forEach((name, value) -> entries.put(name, decode(value)));
        return entries;
    }

    private static Value decode(com.google.protobuf.Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> UNKNOWNS.contains(value.getStringValue()) ? Value.unknown() : Value.of(value.getStringValue());
            case BOOL_VALUE -> Value.of(value.getBoolValue());
            case NUMBER_VALUE -> Value.of(value.getNumberValue());
            case LIST_VALUE -> list(value.getListValue());
            case STRUCT_VALUE -> unwrapped(value.getStructValue());
            case NULL_VALUE, KIND_NOT_SET -> Value.absent();
        };
    }

    private static Value list(ListValue list) {
        List<Value> items = new ArrayList<>();
        list.getValuesList().forEach(item -> items.add(decode(item)));
        return Value.of(items);
    }

    private static Value unwrapped(Struct struct) {
        com.google.protobuf.Value nothing = com.google.protobuf.Value.getDefaultInstance();
        String signature = struct.getFieldsOrDefault(SIGNATURE, nothing).getStringValue();
        if (signature.equals(SECRET)) {
            return decode(struct.getFieldsOrDefault("value", nothing)).asSecret();
        }
        if (signature.equals(OUTPUT)) {
            Value value = struct.containsFields("value") ? decode(struct.getFieldsOrThrow("value")) : Value.unknown();
            return struct.getFieldsOrDefault("secret", nothing).getBoolValue() ? value.asSecret() : value;
        }
        return Value.of(entries(struct));
    }

    private static Struct struct(Value map, boolean wrapped) {
        Struct.Builder struct = Struct.newBuilder();
        map.entries().forEach((name, value) -> struct.putFields(name, encode(value, wrapped)));
        return struct.build();
    }

    /** A secret is wrapped once, as the whole that it is. */
    private static com.google.protobuf.Value encode(Value value, boolean wrapped) {
        if (!value.isSecret() || wrapped || value.isAbsent()) {
            return plain(value, wrapped);
        }
        return com.google.protobuf.Value.newBuilder().setStructValue(Struct.newBuilder()
                .putFields(SIGNATURE, text(SECRET))
                .putFields("value", plain(value, true))).build();
    }

    private static com.google.protobuf.Value plain(Value value, boolean wrapped) {
        com.google.protobuf.Value.Builder encoded = com.google.protobuf.Value.newBuilder();
        return switch (value.kind()) {
            case UNKNOWN -> text(UNKNOWN);
            case ABSENT -> encoded.setNullValue(NullValue.NULL_VALUE).build();
            case TEXT -> text(value.text().orElseThrow());
            case NUMBER -> encoded.setNumberValue(value.number().orElseThrow()).build();
            case FLAG -> encoded.setBoolValue(value.isTrue()).build();
            case LIST -> {
                ListValue.Builder list = ListValue.newBuilder();
                value.items().forEach(item -> list.addValues(encode(item, wrapped)));
                yield encoded.setListValue(list).build();
            }
            case MAP -> encoded.setStructValue(struct(value, wrapped)).build();
        };
    }

    private static com.google.protobuf.Value text(String text) {
        return com.google.protobuf.Value.newBuilder().setStringValue(text).build();
    }
}
