package dev.nself.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/**
 * An exception from one rule for one resource, with a reason and an end.
 *
 * @param resource logical name or URN
 * @param reason why the rule may be broken
 * @param until the last day on which it holds, in UTC
 */
record Waiver(String resource, String reason, LocalDate until) {

    private static final int SHORTEST_REASON = 10;

    /** The setting that every rule has. */
    static final Setting<List<Waiver>> SETTING = new Setting<>(
            "exceptions",
            "resources that may break the rule: logical name or URN, reason, and last day as YYYY-MM-DD",
            Map.of("type", "array", "items", Map.of(
                    "type", "object",
                    "properties", Map.of(
                            "resource", Map.of("type", "string", "minLength", 1),
                            "reason", Map.of("type", "string", "minLength", SHORTEST_REASON),
                            "until", Map.of("type", "string", "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
                    "required", List.of("resource", "reason", "until"),
                    "additionalProperties", false)),
            List.of(),
            list -> list.items().stream().map(Waiver::of).toList());

    boolean covers(String urn, String name) {
        return resource.equals(urn) || resource.equals(name);
    }

    boolean endedBy(LocalDate today) {
        return today.isAfter(until);
    }

    private static Waiver of(Value value) {
        return new Waiver(required(value, "resource", 1), required(value, "reason", SHORTEST_REASON), date(value.get("until")));
    }

    private static String required(Value waiver, String name, int shortest) {
        return waiver.get(name).text().filter(text -> text.strip().length() >= shortest)
                .orElseThrow(() -> new InvalidConfig(waiver.path() + "." + name + ": at least " + shortest
                        + " characters are needed, got " + waiver.get(name)));
    }

    private static LocalDate date(Value value) {
        try {
            return LocalDate.parse(value.text().orElse(""));
        } catch (DateTimeParseException e) {
            throw new InvalidConfig(value.path() + ": no day, got " + value + "; allowed: YYYY-MM-DD");
        }
    }
}
