package dev.nself.policies.database;

import dev.nself.policy.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What SQL says of tables, their row security, and roles.
 *
 * <p>It reads the statements as they are usually written, and knows no dialect. One that is put together while it runs
 * ({@code format('ALTER TABLE %I FORCE ..')}) is taken to be for every table.
 */
final class TenantTables {

    private static final String NAME =
            "(?<name>(?:\"[^\"]+\"|[a-z_][a-z0-9_$]*)(?:\\.(?:\"[^\"]+\"|[a-z_][a-z0-9_$]*))?)";
    private static final Pattern TABLE = Pattern.compile(
            "\\bcreate\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?" + NAME + "\\s*\\((?<body>[^;]*)");
    private static final Pattern ALTER =
            Pattern.compile("\\balter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + NAME + "\\s(?<actions>[^;]*)");
    private static final Pattern ALTER_ANY = Pattern.compile(
            "\\balter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(?:%|'\\s*\\|\\|)(?<actions>[^;]*)");
    private static final Pattern ACTION = Pattern.compile("\\b(?<action>enable|force)\\s+row\\s+level\\s+security\\b");
    private static final Pattern ROLE =
            Pattern.compile("\\b(?<verb>create|alter)\\s+(?<kind>role|user)\\s+" + NAME + "\\s(?<options>[^;]*)");
    private static final String EVERY = "*";

    private final List<String> columns;
    private final Map<String, Value> tables = new LinkedHashMap<>();
    private final Map<String, Set<String>> done = new LinkedHashMap<>();
    private final Map<String, Value> bypassing = new LinkedHashMap<>();
    private final Set<String> nologin = new TreeSet<>();

    TenantTables(List<String> columns) {
        this.columns = columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).collect(Collectors.toList());
    }

    /** Takes a file's statements. */
    void add(Value file, String sql) {
        String text = sql.replaceAll("--[^\\n]*", " ").replaceAll("(?s)/\\*.*?\\*/", " ").toLowerCase(Locale.ROOT);
        Matcher table = TABLE.matcher(text);
        while (table.find()) {
            if (isTenants(table.group("body"))) {
                tables.put(name(table), file);
            }
        }
        Matcher alter = ALTER.matcher(text);
        while (alter.find()) {
            actions(name(alter), alter.group("actions"));
        }
        Matcher any = ALTER_ANY.matcher(text);
        while (any.find()) {
            actions(EVERY, any.group("actions"));
        }
        Matcher role = ROLE.matcher(text);
        while (role.find()) {
            role(name(role), role, file);
        }
    }

    /** Tables of several tenants for which {@code enable} or {@code force} is not said. */
    Map<String, Value> without(String action) {
        Map<String, Value> missing = new LinkedHashMap<>(tables);
        Set<String> said = done.getOrDefault(action, Set.of());
        missing.keySet().removeIf(table -> said.contains(table) || said.contains(EVERY));
        return missing;
    }

    /** Roles that log in and bypass row security. */
    Map<String, Value> bypassing() {
        Map<String, Value> roles = new LinkedHashMap<>(bypassing);
        roles.keySet().removeAll(nologin);
        return roles;
    }

    private boolean isTenants(String body) {
        return columns.stream().anyMatch(column ->
                Pattern.compile("(?:^|,)\\s*\"?" + Pattern.quote(column) + "\"?\\s").matcher(body).find());
    }

    private void actions(String table, String actions) {
        Matcher action = ACTION.matcher(actions);
        while (action.find()) {
            done.computeIfAbsent(action.group("action"), key -> new TreeSet<>()).add(table);
        }
    }

    /** A role logs in if it is a user, or says so, now or later. */
    private void role(String name, Matcher role, Value file) {
        String options = role.group("options");
        boolean login = options.matches("(?s).*\\blogin\\b.*")
                || role.group("verb").equals("create") && role.group("kind").equals("user");
        if (login) {
            nologin.remove(name);
        } else if (role.group("verb").equals("create") || options.matches("(?s).*\\bnologin\\b.*")) {
            nologin.add(name);
        }
        if (options.matches("(?s).*\\bbypassrls\\b.*")) {
            bypassing.put(name, file);
        }
        if (options.matches("(?s).*\\bnobypassrls\\b.*")) {
            bypassing.remove(name);
        }
    }

    private static String name(Matcher matcher) {
        return matcher.group("name").replace("\"", "").replaceFirst("^public\\.", "");
    }
}
