package dev.nself.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes secrets out of text, should a rule or an exception have put one in. */
final class Masking {

    /** Shorter ones occur in any text, such as {@code true} or a port. */
    private static final int SHORTEST = 6;

    private Masking() {}

    static String mask(String text, Value properties) {
        List<String> secrets = new ArrayList<>();
        properties.visit(value -> {
            if (value.isSecret() && !value.isUnknown()) {
                value.text().filter(secret -> secret.length() >= SHORTEST).ifPresent(secrets::add);
            }
        });
        secrets.sort(Comparator.comparing(String::length).reversed());
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "[secret]");
        }
        return masked;
    }
}
