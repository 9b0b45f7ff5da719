package dev.nself.provider.rpc;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Properties as plain values, and the places where the engine's secret wrappers were.
 *
 * <p>The marker strings are part of the engine's wire format.
 *
 * @param values names to plain values
 * @param secrets paths of names and indexes to what was wrapped as secret
 */
record PropertyBag(Map<String, Object> values, Set<List<Object>> secrets) {

    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
    private static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private static final String UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    private static final Set<String> UNKNOWNS = Set.of(
            UNKNOWN_TEXT,
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
            "030794c1-ac77-496b-92df-f27374a8bd58",
            "e48ece36-62e2-4504-bad9-02848725956a",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

    static PropertyBag of(Struct struct) {
        Set<List<Object>> secrets = new HashSet<>();
        return new PropertyBag(decode(struct, List.of(), secrets), secrets);
    }

    /**
     * Encodes values for the engine.
     *
     * <p>A value that was secret in an origin is secret again in its place. Where something else stands there now,
     * for example in a reordered list, the whole property becomes secret: rather too much than too little.
     *
     * @param always names of properties that are secret in any case
     */
    static Struct encode(Map<String, Object> values, Collection<PropertyBag> origins, Set<String> always) {
        Set<List<Object>> wrapped = new HashSet<>();
        always.forEach(name -> wrapped.add(List.of(name)));
        for (PropertyBag origin : origins) {
            for (List<Object> path : origin.secrets) {
                boolean sameValue = Objects.equals(at(values, path), at(origin.values, path));
                wrapped.add(sameValue ? path : path.subList(0, 1));
            }
        }
        return encodeMap(values, List.of(), wrapped);
    }

    private static Map<String, Object> decode(Struct struct, List<Object> path, Set<List<Object>> secrets) {
        Map<String, Object> map = new LinkedHashMap<>();
        struct.getFieldsMap().forEach((name, value) -> map.put(name, decode(value, append(path, name), secrets)));
        return map;
    }

    private static Object decode(Value value, List<Object> path, Set<List<Object>> secrets) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> UNKNOWNS.contains(value.getStringValue()) ? Unknown.VALUE : value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> value.getNumberValue();
            case LIST_VALUE -> decodeList(value.getListValue(), path, secrets);
            case STRUCT_VALUE -> decodeStruct(value.getStructValue(), path, secrets);
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    private static List<Object> decodeList(ListValue list, List<Object> path, Set<List<Object>> secrets) {
        List<Object> values = new ArrayList<>();
        for (Value element : list.getValuesList()) {
            values.add(decode(element, append(path, values.size()), secrets));
        }
        return values;
    }

    private static Object decodeStruct(Struct struct, List<Object> path, Set<List<Object>> secrets) {
        String signature = struct.getFieldsOrDefault(SIGNATURE, Value.getDefaultInstance()).getStringValue();
        Optional<Value> inner = Optional.ofNullable(struct.getFieldsMap().get("value"));
        if (signature.equals(SECRET)) {
            secrets.add(path);
            return inner.map(value -> decode(value, path, secrets)).orElse(null);
        }
        if (signature.equals(OUTPUT)) {
            if (struct.getFieldsOrDefault("secret", Value.getDefaultInstance()).getBoolValue()) {
                secrets.add(path);
            }
            return inner.<Object>map(value -> decode(value, path, secrets)).orElse(Unknown.VALUE);
        }
        return decode(struct, path, secrets);
    }

    private static Struct encodeMap(Map<?, ?> map, List<Object> path, Set<List<Object>> wrapped) {
        Struct.Builder struct = Struct.newBuilder();
        map.forEach((name, value) -> struct.putFields((String) name, encode(value, append(path, name), wrapped)));
        return struct.build();
    }

    private static Value encode(Object value, List<Object> path, Set<List<Object>> wrapped) {
        if (value == null || !wrapped.contains(path)) {
            return encodePlain(value, path, wrapped);
        }
        Struct secret = Struct.newBuilder()
                .putFields(SIGNATURE, text(SECRET))
                .putFields("value", encodePlain(value, path, Set.of()))
                .build();
        return Value.newBuilder().setStructValue(secret).build();
    }

    private static Value encodePlain(Object value, List<Object> path, Set<List<Object>> wrapped) {
        if (value == null) {
            return Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
        }
        if (value == Unknown.VALUE) {
            return text(UNKNOWN_TEXT);
        }
        if (value instanceof String string) {
            return text(string);
        }
        if (value instanceof Boolean flag) {
            return Value.newBuilder().setBoolValue(flag).build();
        }
        if (value instanceof Number number) {
            return Value.newBuilder().setNumberValue(number.doubleValue()).build();
        }
        if (value instanceof Map<?, ?> map) {
            return Value.newBuilder().setStructValue(encodeMap(map, path, wrapped)).build();
        }
        if (value instanceof List<?> list) {
            ListValue.Builder values = ListValue.newBuilder();
            for (Object element : list) {
                values.addValues(encode(element, append(path, values.getValuesCount()), wrapped));
            }
            return Value.newBuilder().setListValue(values).build();
        }
        throw new IllegalArgumentException("property " + path + " has a value of " + value.getClass());
    }

    private static Object at(Object value, List<Object> path) {
        Object current = value;
        for (Object step : path) {
            if (current instanceof Map<?, ?> map) {
                current = map.get(step);
            } else if (current instanceof List<?> list && step instanceof Integer index && index < list.size()) {
                current = list.get(index);
            } else {
                return null;
            }
        }
        return current;
    }

    private static Value text(String value) {
        return Value.newBuilder().setStringValue(value).build();
    }

    private static List<Object> append(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }
}
