package dev.nself.provider.rpc;

import java.util.List;
import java.util.Map;

/**
 * The result of checking inputs.
 *
 * @param inputs the inputs with defaults filled in
 * @param failures what is wrong with them, empty when they can be used
 */
public record Checked(Map<String, Object> inputs, List<Failure> failures) {

    /**
     * One wrong property.
     *
     * @param property its path, for example {@code dnsNames[0]}
     * @param reason what is wrong, the value given, what is allowed
     */
    public record Failure(String property, String reason) {}

    public static Checked ok(Map<String, Object> inputs) {
        return new Checked(inputs, List.of());
    }
}
