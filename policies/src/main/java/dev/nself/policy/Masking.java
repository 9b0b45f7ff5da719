package dev.nself.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes secrets out of text, should a rule or an exception have put one in. */
final class Masking {

    /** Shorter ones occur in any text, such as {@code true} or a port. */
    private static final int SHORTEST = 6;

    private final List<Value> properties;
    private List<String> secrets;

    private Masking(List<Value> properties) {
        this.properties = properties;
    }

    static Masking of(Value properties) {
        return new Masking(List.of(properties));
    }

    static Masking of(Stack stack) {
        return new Masking(stack.resources().stream().map(resource -> resource.resource().properties()).toList());
    }

    String mask(String text) {
        String masked = text;
        for (String secret : secrets()) {
            masked = masked.replace(secret, "[secret]");
        }
        return masked;
    }

    /** Gathered once, and only where there is something to say: most resources break nothing. */
    private List<String> secrets() {
        if (secrets == null) {
            List<String> found = new ArrayList<>();
            properties.forEach(value -> value.visit(one -> secret(one).forEach(found::add)));
            found.sort(Comparator.comparing(String::length).reversed());
            secrets = found;
        }
        return secrets;
    }

    private static Stream<String> secret(Value value) {
        return value.isSecret() && !value.isUnknown()
                ? value.text().filter(secret -> secret.length() >= SHORTEST).stream()
                : Stream.empty();
    }
}
