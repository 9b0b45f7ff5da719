package dev.nself.offline.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The folder that an image is built from.
 *
 * @param folder the folder
 * @param dockerfile the Dockerfile, in the folder or elsewhere
 */
record BuildContext(Path folder, Path dockerfile) {

    private static final String OUTSIDE = ".dockerfile.outside-of-context";

    /** A digest of all that can change the image: names, modes, contents. */
    String digest() throws IOException {
        MessageDigest sha256 = sha256();
        IgnoreFile ignore = IgnoreFile.of(folder, dockerfile);
        feed(sha256, "Dockerfile", dockerfile);
        for (Map.Entry<String, Path> file : files(ignore, Set.of()).entrySet()) {
            feed(sha256, file.getKey(), file.getValue());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** The name of the Dockerfile within the archive. */
    String dockerfileName() {
        Path relative = relativeDockerfile();
        return relative.startsWith("..") ? OUTSIDE : slashes(relative);
    }

    Path relativeDockerfile() {
        return folder.toAbsolutePath().normalize().relativize(dockerfile.toAbsolutePath().normalize());
    }

    /** Writes the files as an archive, all root's; an ignored Dockerfile is in it nevertheless. */
    void writeTo(OutputStream out) throws IOException {
        IgnoreFile ignore = IgnoreFile.of(folder, dockerfile);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new BufferedOutputStream(out), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Map.Entry<String, Path> file : files(ignore, Set.of(dockerfileName(), ".dockerignore")).entrySet()) {
                add(tar, file.getKey(), file.getValue());
            }
            if (dockerfileName().equals(OUTSIDE)) {
                add(tar, OUTSIDE, dockerfile);
            }
        }
    }

    private Map<String, Path> files(IgnoreFile ignore, Set<String> always) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = slashes(folder.relativize(directory));
                if (name.isEmpty()) {
                    return FileVisitResult.CONTINUE;
                }
                boolean out = ignore.ignores(name);
                if (!out) {
                    files.put(name + "/", directory);
                }
                boolean nothingWanted = always.stream().noneMatch(file -> file.startsWith(name + "/"));
                return out && ignore.takesNothingBack() && nothingWanted
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = slashes(folder.relativize(file));
                boolean sendable = attributes.isRegularFile() || attributes.isSymbolicLink();
                if (sendable && (always.contains(name) || !ignore.ignores(name))) {
                    files.put(name, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static void feed(MessageDigest sha256, String name, Path file) throws IOException {
        sha256.update((name + "\0" + mode(file) + "\0").getBytes(StandardCharsets.UTF_8));
        if (Files.isSymbolicLink(file)) {
            sha256.update(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
        } else if (Files.isRegularFile(file)) {
            sha256.update(sha256().digest(Files.readAllBytes(file)));
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
        TarArchiveEntry entry;
        if (Files.isSymbolicLink(file)) {
            entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(file).toString());
        } else {
            entry = new TarArchiveEntry(name);
            entry.setMode(mode(file));
            entry.setSize(Files.isDirectory(file) ? 0 : Files.size(file));
        }
        entry.setIds(0, 0);
        entry.setModTime(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
        tar.putArchiveEntry(entry);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }

    private static int mode(Path file) throws IOException {
        int mode = 0;
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)) {
            mode |= 0400 >> permission.ordinal();
        }
        return mode;
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
