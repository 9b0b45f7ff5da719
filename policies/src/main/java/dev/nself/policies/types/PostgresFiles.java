package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers a server's files, one after the other. */
final class PostgresFiles {

    private final Map<String, Value> settings = new LinkedHashMap<>();
    private final List<HbaLine> hba = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private Value settingsPlace;
    private Value hbaPlace;
    private boolean hasHba;
    private boolean found;

    /** With the places at which what is missing is reported. */
    PostgresFiles(Value settingsPlace, Value hbaPlace) {
        this.settingsPlace = settingsPlace;
        this.hbaPlace = hbaPlace;
    }

    /**
     * Takes a file of the server; any other only by its name.
     *
     * @param content what is reported; it may be unknown
     * @param text what is read, which no one asks for where the content is unknown
     */
    void add(String path, Value content, String text) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        seen.add(path);
        boolean patroni = name.matches("patroni\\.ya?ml");
        boolean conf = name.matches("postgresql(\\.base|\\.auto)?\\.conf")
                || path.contains("/conf.d/") && name.endsWith(".conf");
        boolean lines = name.equals("pg_hba.conf");
        if (conf || patroni) {
            settingsPlace = content.isUnknown() ? content : settingsPlace;
            settings.putAll(patroni ? PostgresSettings.patroni(content, text) : PostgresSettings.conf(content, text));
        }
        if (lines || patroni) {
            hbaPlace = content.isUnknown() ? content : hbaPlace;
            hba.addAll(patroni ? PostgresSettings.patroniHba(content, text) : PostgresSettings.hba(content, text));
            hasHba |= lines || content.isUnknown() || !hba.isEmpty();
        }
        found |= lines || patroni || name.startsWith("postgresql.") && conf;
    }

    /** Whether one of them is a server's own. */
    boolean found() {
        return found;
    }

    /**
     * What they say together.
     *
     * @param options of the command line, which go before any file
     * @param mounted whether a file that is not seen may say more
     */
    PostgresSettings settings(Map<String, Value> options, boolean mounted) {
        Map<String, Value> all = new LinkedHashMap<>(settings);
        all.putAll(options);
        boolean settingsSeen = !mounted && isSeen(all.get("config_file"));
        boolean hbaSeen = hasHba || settingsSeen && isSeen(all.get("hba_file"));
        return new PostgresSettings(settingsPlace, all, settingsSeen, hbaPlace, hba, hbaSeen);
    }

    /** A file that is named must be among those that were read; without a name it is the image's own. */
    private boolean isSeen(Value path) {
        return path == null || !path.isUnknown() && path.text().filter(seen::contains).isPresent();
    }
}
