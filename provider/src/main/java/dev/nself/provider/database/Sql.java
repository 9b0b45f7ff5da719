package dev.nself.provider.database;

import java.util.List;
import java.util.stream.Collectors;

/** Names and texts inside SQL. */
final class Sql {

    private Sql() {}

    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String texts(List<String> texts) {
        return texts.stream().map(Sql::text).collect(Collectors.joining(", "));
    }
}
