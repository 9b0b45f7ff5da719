package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PostgreSQL server is told, as far as a program's resources show it.
 *
 * @param place what a setting that is missing is reported at; unknown where a file of settings is
 * @param settings by name in lower case; the last of several holds
 * @param settingsSeen false where a file that no resource shows may set what is not among the settings
 * @param hbaPlace the same for pg_hba.conf
 * @param hba lines of pg_hba.conf in their order; reading them ends the check where the file is unknown
 * @param imagesOwnHba whether the pg_hba.conf is the one that the image makes, which takes connections without TLS
 */
public record PostgresSettings(
        Value place,
        Map<String, Value> settings,
        boolean settingsSeen,
        Value hbaPlace,
        List<HbaLine> hba,
        boolean imagesOwnHba) {

    /** A setting of postgresql.conf: the equals sign may be missing, quotes are doubled inside quotes. */
    private static final Pattern SETTING = Pattern.compile(
            "\\s*(?<name>[A-Za-z_][A-Za-z0-9_.]*)\\s*(?:=|\\s)\\s*"
                    + "(?:'(?<quoted>(?:[^'\\\\]|''|\\\\.)*)'|(?<plain>[^\\s#']+)).*");

    /** A setting of Patroni's YAML file: {@code ssl: on} at any depth. */
    private static final Pattern YAML = Pattern.compile(
            "\\s*(?<name>[A-Za-z_][A-Za-z0-9_.]*):\\s+(?:'(?<quoted>[^']*)'|\"?(?<plain>[^\"#]*[^\"#\\s])).*");

    public PostgresSettings {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        hba = List.copyOf(hba);
    }

    @Override
    public List<HbaLine> hba() {
        hbaPlace.text();
        return hba;
    }

    /** The setting, absent where none of the files and options that can be seen has it. */
    public Value get(String name) {
        return settings.getOrDefault(name, place.get(name));
    }

    /** Whether it is switched on, in any of the ways in which PostgreSQL lets one write that. */
    public boolean isOn(String name) {
        return isOn(get(name));
    }

    /** Whether it is switched off in so many words. */
    public boolean isOff(String name) {
        return get(name).text().map(PostgresSettings::lower)
                .filter(text -> text.matches("of|off|f|fa|fal|fals|false|n|no|0")).isPresent();
    }

    /** Whether the value is one of PostgreSQL's words for on. */
    public static boolean isOn(Value value) {
        return value.text().map(PostgresSettings::lower)
                .filter(text -> text.matches("on|t|tr|tru|true|y|ye|yes|1")).isPresent();
    }

    /** The settings of a postgresql.conf. */
    static Map<String, Value> conf(Value file, String text) {
        return settings(SETTING, file, text);
    }

    /** The lines of a pg_hba.conf. */
    static List<HbaLine> hba(Value file, String text) {
        List<HbaLine> lines = new ArrayList<>();
        text.lines().forEach(line -> HbaLine.of(file, line).ifPresent(lines::add));
        return lines;
    }

    /** What Patroni's file says, whose lists hold the lines of pg_hba.conf. */
    static Map<String, Value> patroni(Value file, String text) {
        return settings(YAML, file, text);
    }

    static List<HbaLine> patroniHba(Value file, String text) {
        return hba(file, text.replaceAll("(?m)^\\s*-\\s+[\"']?(.*?)[\"']?\\s*$", "$1"));
    }

    private static Map<String, Value> settings(Pattern pattern, Value file, String text) {
        Map<String, Value> settings = new LinkedHashMap<>();
        text.lines().filter(line -> !line.strip().startsWith("#")).forEach(line -> {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                String quoted = Optional.ofNullable(matcher.group("quoted")).orElse("").replace("''", "'");
                String value = matcher.group("plain") == null ? quoted : matcher.group("plain");
                String name = lower(matcher.group("name"));
                settings.put(name, file.part(name, value));
            }
        });
        return settings;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
