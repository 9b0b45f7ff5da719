package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.resource.DockerEndpoint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A program named {@code ssh} that adds options to the real one. The docker CLI starts the first {@code ssh} of
 * {@code PATH} and takes no options for it.
 *
 * <p>It lies in a folder of this process that nobody else may enter. There are also the sockets by which later calls
 * use the connection of the first: without them each docker call would sign in anew.
 */
final class SshShim {

    private static final String OPTIONS = "NSELF_SSH_OPTIONS";

    /** An option on each line, since options have spaces inside. Afterwards the folder is off the path again. */
    private static final String SCRIPT = """
            #!/bin/sh
            # Adds options to the ssh that a program starts.
            set -f
            IFS='
            '
            PATH=${PATH#*:}
            exec ssh $%s "$@"
            """.formatted(OPTIONS);

    private static final String FOLDER = "nself-ssh-";

    private static final Map<Path, Object> CONNECTING = new ConcurrentHashMap<>();

    private static Path home;

    private SshShim() {}

    /** The variables under which a program's {@code ssh} gets the options of the endpoint. */
    static Map<String, String> environment(DockerEndpoint endpoint) {
        Path folder = home();
        Path socket = folder.resolve(endpoint.fingerprint());
        List<String> options = endpoint.sshOptions(socket.toString());
        connect(endpoint, socket, options);
        return Map.of(
                "PATH", folder + File.pathSeparator + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                OPTIONS, String.join("\n", options));
    }

    /**
     * The first call of many at once makes the connection that all of them use: a server turns away some of those who
     * sign in at the same time, by default beyond ten (MaxStartups of sshd). A failure shows again in what follows.
     */
    private static void connect(DockerEndpoint endpoint, Path socket, List<String> options) {
        synchronized (CONNECTING.computeIfAbsent(socket, unknown -> new Object())) {
            if (!Files.exists(socket)) {
                List<String> command = new ArrayList<>(List.of("ssh"));
                command.addAll(options);
                command.addAll(endpoint.sshDestination());
                command.add("true");
                Command.run(command, "", Engine.INSPECTION);
            }
        }
    }

    /** Lets the next call make a connection of its own, while calls that run go on over the old one. */
    static void leaveConnection(DockerEndpoint endpoint) {
        control(home().resolve(endpoint.fingerprint()), "stop");
    }

    /** Looked after at each use: were it gone, the real ssh would run without the pinned host key. */
    private static synchronized Path home() {
        if (home == null || !Files.isExecutable(home.resolve("ssh"))) {
            home = install();
        }
        return home;
    }

    private static Path install() {
        try {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            removeLeftovers(parent);
            Path folder = Files.createDirectory(parent.resolve(FOLDER + ProcessHandle.current().pid()), onlyOurs());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder), "ssh end"));
            Path shim = Files.createFile(folder.resolve("ssh"), onlyOurs());
            Files.writeString(shim, SCRIPT);
            if (!Files.isExecutable(shim)) {
                throw new ResourceFailure("docker: no program can be started from " + parent
                        + ", where ssh needs one; mount it without noexec, or name another folder:"
                        + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER");
            }
            return folder;
        } catch (IOException e) {
            throw new ResourceFailure("docker: cannot prepare ssh: " + e, e);
        }
    }

    private static FileAttribute<?> onlyOurs() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    /** Ends the shared connections; each would end by itself a minute after its last use. */
    private static void end(Path folder) {
        try {
            for (Path socket : files(folder)) {
                if (!socket.endsWith("ssh")) {
                    control(socket, "exit");
                }
            }
            remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without effect when the connection has ended already. */
    private static void control(Path socket, String word) {
        List<String> command = List.of("ssh", "-o", "ControlPath=" + socket, "-O", word, "all");
        Command.run(command, "", Duration.ofSeconds(5));
    }

    /** Those of processes that were killed. */
    private static void removeLeftovers(Path parent) throws IOException {
        for (Path folder : files(parent)) {
            String name = folder.getFileName().toString();
            if (name.matches(FOLDER + "[0-9]{1,18}") && isOurs(folder) && !isOfAnotherProcess(name)) {
                remove(folder);
            }
        }
    }

    /** Others may write where temporary folders are, and lead us by a link to what they want removed. */
    private static boolean isOurs(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    }

    private static boolean isOfAnotherProcess(String folder) {
        long pid = Long.parseLong(folder.substring(FOLDER.length()));
        return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException removedByAnother) {
            return List.of();
        }
    }

    private static void remove(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
