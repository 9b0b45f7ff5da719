package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the JSON that some properties hold as a text (RFC 8259). */
public final class Json {

    /** Deeper than any policy; what is deeper yet would end the thread's stack. */
    private static final int DEEPEST = 200;

    private static final Pattern BLANK = Pattern.compile("[ \\t\\r\\n]*");
    private static final Pattern WORD = Pattern.compile(
            "true|false|null|-?\\d{1,300}(\\.\\d{1,300})?([eE][+-]?\\d{1,3})?");
    private static final Pattern PLAIN = Pattern.compile("[^\"\\\\]*+");

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Empty where the text is no JSON. */
    public static Optional<Value> of(String text) {
        try {
            Json json = new Json(text);
            Object content = json.element(0);
            json.skip(BLANK);
            return json.at == text.length() ? Optional.of(Value.of(content)) : Optional.empty();
        } catch (NotJson notJson) {
            return Optional.empty();
        }
    }

    private Object element(int depth) {
        skip(BLANK);
        if (depth > DEEPEST || at == text.length()) {
            throw new NotJson();
        }
        return switch (text.charAt(at)) {
            case '{' -> map(depth);
            case '[' -> list(depth);
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        boolean more = !ends('}');
        while (more) {
            skip(BLANK);
            String name = string();
            expect(':');
            map.put(name, element(depth + 1));
            more = !ends('}');
            if (more) {
                expect(',');
            }
        }
        return map;
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        at++;
        boolean more = !ends(']');
        while (more) {
            list.add(element(depth + 1));
            more = !ends(']');
            if (more) {
                expect(',');
            }
        }
        return list;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder(skip(PLAIN));
        while (!here('"')) {
            string.append(escaped()).append(skip(PLAIN));
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        expect('\\');
        char kind = next();
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            case '"', '\\', '/' -> kind;
            default -> throw new NotJson();
        };
    }

    private char unicode() {
        int code = 0;
        for (int digit = 0; digit < 4; digit++) {
            int value = Character.digit(next(), 16);
            if (value < 0) {
                throw new NotJson();
            }
            code = code * 16 + value;
        }
        return (char) code;
    }

    private Object word() {
        String word = skip(WORD);
        return switch (word) {
            case "" -> throw new NotJson();
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> Double.valueOf(word);
        };
    }

    private boolean ends(char closing) {
        skip(BLANK);
        boolean ends = here(closing);
        if (ends) {
            at++;
        }
        return ends;
    }

    private void expect(char expected) {
        skip(BLANK);
        if (!here(expected)) {
            throw new NotJson();
        }
        at++;
    }

    private boolean here(char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }

    private char next() {
        if (at == text.length()) {
            throw new NotJson();
        }
        return text.charAt(at++);
    }

    private String skip(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        at = matcher.end();
        return matcher.group();
    }

    private static final class NotJson extends RuntimeException {}
}
