package dev.nself.provider.postgres;

import dev.nself.provider.exec.Shell;
import dev.nself.provider.route.LiveFile;
import java.util.ArrayList;
import java.util.List;

/** All shells that a move needs, opened ahead: in the pause nothing is started that could be started before. */
final class MoveSessions implements AutoCloseable {

    final Shell fromRoot;
    final Shell from;
    final Shell fromVolume;
    final Shell to;
    final List<Shell> poolers;
    final List<LiveFile.Sessions> routes;

    private final List<AutoCloseable> open = new ArrayList<>();

    MoveSessions(Cluster cluster, Place from, Place to, List<Pooler> poolers, List<LiveFile> routes) {
        try {
            this.fromRoot = kept(Shell.in(from.container(), "0"));
            this.from = kept(Shell.in(from.container(), cluster.superuser()));
            this.fromVolume = kept(new Volume(cluster, from).look());
            this.to = kept(Shell.in(to.container(), cluster.superuser()));
            this.poolers = poolers.stream().map(pooler -> kept(pooler.open())).toList();
            this.routes = routes.stream().map(route -> kept(route.open())).toList();
            warm();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void warm() {
        List<Shell> shells = new ArrayList<>(List.of(fromRoot, from, fromVolume, to));
        shells.addAll(poolers);
        shells.forEach(shell -> shell.send("true"));
        shells.forEach(shell -> shell.expected("a first script", shell.receive(Server.LIMIT)));
        Parallel.each(routes, LiveFile.Sessions::warm);
    }

    private <T extends AutoCloseable> T kept(T session) {
        open.add(session);
        return session;
    }

    @Override
    public void close() {
        for (AutoCloseable session : open) {
            try {
                session.close();
            } catch (Exception e) {
                throw new IllegalStateException("a shell cannot be closed", e);
            }
        }
    }
}
