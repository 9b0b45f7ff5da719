package dev.nself.config;

import java.nio.file.Files;
import java.nio.file.Path;

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
        file("tls.certificate", args.tls().certificate(), project, problems);
        file("tls.key", args.tls().key(), project, problems);
    }

    private static void file(String path, String name, Path project, Problems problems) {
        if (name != null && !isReadable(project.resolve(name))) {
            problems.add(path, "must be a readable file", name, "relative paths start at " + project);
        }
    }

    static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }
}
