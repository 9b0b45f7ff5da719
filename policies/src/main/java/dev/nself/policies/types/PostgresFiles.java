package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of a container, some of which may be a PostgreSQL server's. */
final class PostgresFiles {

    /** A file; its text is empty where its content is unknown. */
    private record Entry(String path, Value content, String text) {

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        boolean isPatroni() {
            return name().matches("patroni\\.ya?ml");
        }

        boolean isHba() {
            return name().equals("pg_hba.conf");
        }

        boolean isConf() {
            return name().matches("postgresql(\\.base|\\.auto)?\\.conf");
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    void add(String path, Value content, String text) {
        entries.add(new Entry(path, content, text));
    }

    /** Whether one of them is a server's by its name. */
    boolean found() {
        return entries.stream().anyMatch(entry -> entry.isPatroni() || entry.isHba() || entry.isConf());
    }

    /**
     * What they say together.
     *
     * @param options of the command line, which go before any file and name those that are called otherwise
     * @param mounted whether a file that is not seen may say more
     * @param container at which what is missing is reported
     */
    PostgresSettings settings(Map<String, Value> options, boolean mounted, Value container) {
        Map<String, Value> all = new LinkedHashMap<>();
        Value place = container.get("postgresql.conf");
        String main = path(options, "config_file");
        for (Entry entry : entries) {
            boolean conf = entry.isConf() || entry.path().equals(main) || entry.path().matches(".*/conf\\.d/.*\\.conf");
            if (conf || entry.isPatroni()) {
                place = entry.content().isUnknown() ? entry.content() : place;
                all.putAll(conf
                        ? PostgresSettings.conf(entry.content(), entry.text())
                        : PostgresSettings.patroni(entry.content(), entry.text()));
            }
        }
        all.putAll(options);
        boolean seen = !mounted && isSeen(main);
        return withLines(new PostgresSettings(place, all, seen, container.get("pg_hba.conf"), List.of(), false));
    }

    private PostgresSettings withLines(PostgresSettings server) {
        List<HbaLine> lines = new ArrayList<>();
        Value place = server.hbaPlace();
        String named = path(server.settings(), "hba_file");
        boolean given = false;
        for (Entry entry : entries) {
            boolean file = entry.isHba() || entry.path().equals(named);
            if (file || entry.isPatroni()) {
                place = entry.content().isUnknown() ? entry.content() : place;
                lines.addAll(file
                        ? PostgresSettings.hba(entry.content(), entry.text())
                        : PostgresSettings.patroniHba(entry.content(), entry.text()));
            }
            given |= file;
        }
        boolean imagesOwn = !given && lines.isEmpty() && server.settingsSeen() && named.isEmpty();
        return new PostgresSettings(server.place(), server.settings(), server.settingsSeen(), place, lines, imagesOwn);
    }

    /** A file that is named must be among those that were read; without a name it is the image's own. */
    private boolean isSeen(String path) {
        return path.isEmpty() || entries.stream().anyMatch(entry -> entry.path().equals(path));
    }

    /** Empty where there is none; a word for one that is unknown, which is no path of a file that was read. */
    private static String path(Map<String, Value> settings, String name) {
        Value path = settings.getOrDefault(name, Value.absent());
        return path.isUnknown() ? "unknown" : path.text().orElse("");
    }
}
