package dev.nself.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Server parameters: which exist, which form their values have, and which are not the user's to set. */
final class PostgresParameters {
    private static final String RESOURCE = "postgres-17-parameters.txt";
    private static final Map<String, String> TYPES = load();

    /** Parameters that the platform sets, as a pattern, to the reason. */
    private static final Map<Pattern, String> PLATFORMS = new LinkedHashMap<>();

    static {
        platforms("wal_level|max_wal_senders|max_replication_slots|max_slot_wal_keep_size|wal_log_hints|hot_standby"
                + "|wal_keep_size", "the platform sets it so that the database can move to another tier");
        platforms("ssl|ssl_.*", "the platform encrypts every connection with its own certificates");
        platforms("hba_file|ident_file|password_encryption|krb_server_keyfile",
                "the platform decides who may log in and how");
        platforms("data_directory|config_file|external_pid_file|listen_addresses|port|unix_socket_.*|bonjour.*",
                "the platform's services find the server where it is");
        platforms("archive_.*|restore_command|recovery_.*|primary_.*|synchronous_standby_names"
                + "|synchronized_standby_slots|sync_replication_slots|cluster_name|hot_standby_feedback",
                "the platform runs replication, failover and backups");
        platforms("synchronous_commit|fsync|full_page_writes|zero_damaged_pages|data_sync_retry|ignore_.*",
                "anything but its default can lose rows that were acknowledged");
        platforms("logging_collector|log_destination|log_directory|log_filename|log_file_mode|log_rotation_.*"
                + "|log_truncate_on_rotation|syslog_.*|event_source", "a container's log goes to its output");
        platforms("shared_preload_libraries|allow_alter_system|local_preload_libraries|dynamic_library_path"
                + "|jit_provider", "the platform decides what the server loads");
        platforms("row_security|session_replication_role|default_transaction_read_only|transaction_read_only",
                "it would switch off the isolation of tenants or all writing");
    }

    private static final Map<String, Pattern> FORMS = Map.of(
            "boolean", Pattern.compile("(?i)on|off|true|false|yes|no|1|0"),
            "integer", Pattern.compile("-?\\d+(\\.\\d+)? ?(B|kB|MB|GB|TB|us|ms|s|min|h|d)?"),
            "real", Pattern.compile("-?\\d+(\\.\\d+)? ?(us|ms|s|min|h|d)?"),
            "enum", Pattern.compile("[a-z0-9_-]+"),
            "string", Pattern.compile("[^\\p{Cntrl}]*"));

    private static final Map<String, String> WORDS = Map.of(
            "boolean", "on or off",
            "integer", "a whole number, with a unit such as MB or min where it has one",
            "real", "a number",
            "enum", "one lower-case word",
            "string", "text on one line");

    private PostgresParameters() {}

    static void check(String name, String value, boolean ownImage, List<String> extensions, Problems problems) {
        String path = Paths.key("postgres.tuning", String.valueOf(name));
        if (name == null || value == null) {
            return;
        }
        String small = name.toLowerCase(Locale.ROOT);
        for (var entry : PLATFORMS.entrySet()) {
            if (entry.getKey().matcher(small).matches()) {
                problems.add(path, "must not be set", "remove it; " + entry.getValue());
                return;
            }
        }
        if (isUnknown(small, ownImage, extensions)) {
            problems.add(path, "is not a parameter of PostgreSQL " + PostgresArgs.DEFAULT_VERSION, meant(small));
            return;
        }
        String type = TYPES.getOrDefault(small, "string");
        if (!FORMS.get(type).matcher(value).matches()) {
            problems.add(path, "must be " + WORDS.get(type), value, null);
        }
    }

    private static String meant(String name) {
        if (name.contains(".")) {
            String extension = name.substring(0, name.indexOf('.'));
            return "if it is one of the extension " + extension + ", add that to postgres.extensions";
        }
        return Nearest.to(name, TYPES.keySet()).map(meant -> "did you mean " + meant + "?").orElse("remove it");
    }

    /** Another image may be another version; an extension's parameters start with its name. */
    private static boolean isUnknown(String name, boolean ownImage, List<String> extensions) {
        int dot = name.indexOf('.');
        boolean known = dot > 0
                ? name.startsWith("auto_explain.") || extensions.contains(name.substring(0, dot))
                : TYPES.containsKey(name);
        return !known && !ownImage || !name.matches("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");
    }

    private static void platforms(String names, String reason) {
        PLATFORMS.put(Pattern.compile(names), reason);
    }

    private static Map<String, String> load() {
        try (InputStream file = PostgresParameters.class.getResourceAsStream(RESOURCE)) {
            Map<String, String> types = new HashMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> types.put(line.split(" ")[0], line.split(" ")[1]));
            return Map.copyOf(types);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + RESOURCE, unreadable);
        }
    }
}
