package dev.nself.policy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How values are written in reports. */
final class Text {

    private static final int LONGEST = 200;

    private Text() {}

    static String show(Value value) {
        String whole = whole(value);
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "...";
    }

    static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : Double.toString(number);
    }

    static Optional<Double> parse(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String whole(Value value) {
        if (value.isUnknown()) {
            return "[unknown]";
        }
        if (value.isAbsent()) {
            return "nothing";
        }
        if (value.isSecret()) {
            return "[secret]";
        }
        return value.text().orElseGet(() -> structure(value));
    }

    private static String structure(Value value) {
        Map<String, Value> entries = value.entries();
        if (entries.isEmpty()) {
            return value.items().stream().map(Text::whole).collect(Collectors.joining(", ", "[", "]"));
        }
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + whole(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
