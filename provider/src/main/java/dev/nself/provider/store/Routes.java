package dev.nself.provider.store;

import dev.nself.provider.route.LiveFile;
import java.util.ArrayList;
import java.util.List;

/** The files of all proxies, with their sessions open: so that nobody waits for a new one while writes stand still. */
public final class Routes implements AutoCloseable {

    private final List<LiveFile.Sessions> sessions = new ArrayList<>();

    /** Opens them, and waits until they answer. */
    public static Routes open(List<LiveFile> files) {
        Routes routes = new Routes();
        try {
            files.forEach(file -> routes.sessions.add(file.open()));
            routes.sessions.forEach(LiveFile.Sessions::warm);
        } catch (RuntimeException e) {
            routes.close();
            throw e;
        }
        return routes;
    }

    /** Writes every file that is another, and has it read. */
    public void apply() {
        sessions.forEach(LiveFile.Sessions::apply);
    }

    @Override
    public void close() {
        sessions.forEach(LiveFile.Sessions::close);
    }
}
