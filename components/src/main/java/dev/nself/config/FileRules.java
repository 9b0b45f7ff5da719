package dev.nself.config;

import dev.nself.resource.DockerEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders that the arguments name are there. */
final class FileRules {
    private FileRules() {}

    static void check(PlatformArgs args, Path project, Problems problems) {
        if (!Files.isDirectory(project.resolve(args.application()))) {
            problems.add("application", "must be a folder", args.application(), "relative paths start at " + project);
        }
        for (int index = 0; index < args.custom().size(); index++) {
            String build = args.custom().get(index).build();
            if (build != null && !Files.isRegularFile(project.resolve(build).resolve("Dockerfile"))) {
                problems.add(Paths.item("custom", index) + ".build", "must be a folder with a Dockerfile", build,
                        "relative paths start at " + project);
            }
        }
        for (int index = 0; index < args.servers().size(); index++) {
            server(args.servers().get(index), Paths.item("servers", index), project, problems);
        }
        TlsArgs tls = args.tls();
        if (tls.directoryCa() != null) {
            readable("tls.directoryCa", tls.directoryCa(), project.resolve(tls.directoryCa()), project, problems);
        }
        if (tls.certificate() != null) {
            readable("tls.certificate", tls.certificate(), project.resolve(tls.certificate()), project, problems);
        }
        if (tls.key() != null) {
            readable("tls.key", tls.key(), project.resolve(tls.key()), project, problems);
        }
    }

    private static void server(ServerArgs server, String path, Path project, Problems problems) {
        if (server.ssh() != null && server.ssh().key() != null) {
            String key = server.ssh().key();
            Path file = project.resolve(DockerEndpoint.path(key));
            readable(path + ".ssh.key", key, file, project, problems);
            if (isOpenToOthers(file)) {
                problems.add(path + ".ssh.key", "must not be open to others, as ssh then refuses it", key,
                        "chmod 600 " + key);
            }
        }
        if (server.certificates() != null) {
            Path folder = project.resolve(DockerEndpoint.path(server.certificates()));
            List<String> missing = Stream.of("ca.pem", "cert.pem", "key.pem")
                    .filter(name -> !isReadable(folder.resolve(name)))
                    .toList();
            if (!missing.isEmpty()) {
                problems.add(path + ".certificates", "must be a folder with ca.pem, cert.pem and key.pem",
                        server.certificates(),
                        "not readable: " + String.join(", ", missing) + "; relative paths start at " + project);
            }
        }
    }

    /** Whether its group or others have any right; a file system without such rights has no others. */
    private static boolean isOpenToOthers(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.getPosixFilePermissions(file).stream()
                            .anyMatch(right -> !right.name().startsWith("OWNER_"));
        } catch (UnsupportedOperationException noSuchRights) {
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the rights of " + file, unreadable);
        }
    }

    private static void readable(String path, String name, Path file, Path project, Problems problems) {
        if (!isReadable(file)) {
            problems.add(path, "must be a readable file", name, "relative paths start at " + project);
        }
    }

    static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }
}
