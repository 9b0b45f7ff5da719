package dev.nself.provider.hasura;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of GraphQL's schema language that Hasura allows in {@code actions.graphql}: no directives, no interfaces. */
final class GraphqlTypes {

    private static final Pattern BLANKS = Pattern.compile("(?:[\\s,\\uFEFF]|#[^\\n]*)*");
    private static final Pattern TOKEN = Pattern.compile(
            "\\G" + BLANKS + "(\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|\\w+|[{}():\\[\\]!=])");
    private static final Set<String> KEYWORDS = Set.of("type", "input", "enum", "scalar");

    private final List<String> tokens;
    private int next;

    private GraphqlTypes(List<String> tokens) {
        this.tokens = tokens;
    }

    /** A type, its fields or enum values as the API wants them. */
    record Definition(String keyword, String name, String description, List<Map<String, Object>> fields) {

        /** Whether its fields are actions. */
        boolean isRoot() {
            return keyword.equals("type") && (name.equals("Query") || name.equals("Mutation"));
        }

        Map<String, Object> toJson(Map<String, Object> extras) {
            Map<String, Object> json = new LinkedHashMap<>(extras);
            json.put("name", name);
            if (!description.isEmpty()) {
                json.put("description", description);
            }
            if (!keyword.equals("scalar")) {
                json.put(keyword.equals("enum") ? "values" : "fields", fields);
            }
            return json;
        }
    }

    static List<Definition> parse(String text) {
        GraphqlTypes parser = new GraphqlTypes(tokens(text));
        List<Definition> definitions = new ArrayList<>();
        while (!parser.peek().isEmpty()) {
            definitions.add(parser.definition());
        }
        return definitions;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        Matcher blanks = BLANKS.matcher(text).region(end, text.length());
        int start = blanks.lookingAt() ? blanks.end() : end;
        if (start < text.length()) {
            long line = 1 + text.substring(0, start).chars().filter(c -> c == '\n').count();
            throw new ResourceFailure("actions.graphql: line %d: cannot be read: %s"
                    .formatted(line, text.substring(start).lines().findFirst().orElse("")));
        }
        return tokens;
    }

    private Definition definition() {
        String description = description();
        if (peek().equals("extend")) {
            take();
        }
        String keyword = take();
        if (!KEYWORDS.contains(keyword)) {
            throw new ResourceFailure("actions.graphql: cannot be used, got %s; allowed: %s, extend type"
                    .formatted(keyword, String.join(", ", new TreeSet<>(KEYWORDS))));
        }
        String name = take();
        List<Map<String, Object>> fields = new ArrayList<>();
        if (!keyword.equals("scalar")) {
            expect("{");
            while (!peek().equals("}")) {
                fields.add(keyword.equals("enum") ? enumValue() : field());
            }
            expect("}");
        }
        return new Definition(keyword, name, description, fields);
    }

    private Map<String, Object> enumValue() {
        return described(description(), "value", take());
    }

    private Map<String, Object> field() {
        Map<String, Object> field = described(description(), "name", take());
        if (peek().equals("(")) {
            take();
            List<Object> arguments = new ArrayList<>();
            while (!peek().equals(")")) {
                arguments.add(field());
            }
            expect(")");
            field.put("arguments", arguments);
        }
        expect(":");
        field.put("type", type());
        return field;
    }

    private String type() {
        String type = take();
        if (type.equals("[")) {
            type = "[" + type() + "]";
            expect("]");
        }
        return peek().equals("!") ? type + take() : type;
    }

    private String description() {
        if (!peek().startsWith("\"")) {
            return "";
        }
        String quoted = take();
        int quotes = quoted.startsWith("\"\"\"") ? 3 : 1;
        return quoted.substring(quotes, quoted.length() - quotes).strip();
    }

    private static Map<String, Object> described(String description, String key, String value) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put(key, value);
        if (!description.isEmpty()) {
            described.put("description", description);
        }
        return described;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private String take() {
        String token = peek();
        if (token.isEmpty()) {
            throw new ResourceFailure("actions.graphql: ends in the middle of a definition");
        }
        next++;
        return token;
    }

    private void expect(String token) {
        String found = take();
        if (!found.equals(token)) {
            throw new ResourceFailure("actions.graphql: expected %s, got %s after: %s".formatted(
                    token, found, String.join(" ", tokens.subList(Math.max(0, next - 6), next - 1))));
        }
    }
}
