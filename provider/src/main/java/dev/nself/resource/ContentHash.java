package dev.nself.resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of files, computed alike by the program that declares them and the provider that reads them. */
public final class ContentHash {

    private ContentHash() {}

    /**
     * Hash of each file of a folder, not of its subfolders, whose name ends so; by name, in order. Files whose names
     * begin with a dot don't count: some systems put one beside every file that is copied.
     */
    public static SortedMap<String, String> ofFiles(Path folder, String suffix) {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(file) && file.getFileName().toString().endsWith(suffix))
                    .forEach(file -> hashes.put(file.getFileName().toString(), of(read(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be read: " + e.getMessage(), e);
        }
        return hashes;
    }

    /**
     * As {@link #ofFiles(Path, String)} for some subfolders of a folder, by names like {@code init/001.sql}; a subfolder
     * that isn't there has no files.
     */
    public static SortedMap<String, String> ofFiles(Path folder, List<String> subfolders, String suffix) {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (String subfolder : subfolders) {
            if (Files.isDirectory(folder.resolve(subfolder))) {
                ofFiles(folder.resolve(subfolder), suffix)
                        .forEach((name, hash) -> hashes.put(subfolder + "/" + name, hash));
            }
        }
        return hashes;
    }

    /** Hash of everything under a folder, names and contents; files whose names begin with a dot don't count. */
    public static String ofTree(Path folder) {
        MessageDigest digest = sha256();
        for (Path file : filesUnder(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            digest.update((of(read(file)) + " " + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String of(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static List<Path> filesUnder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
