package dev.nself.config;

import dev.nself.resource.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the user's application folder holds, read once before planning. A folder that is not there is empty.
 *
 * @param sql SQL files, {@code init/} before {@code migrations/}, name under {@code database/} to SHA-256
 * @param metadataSha256 of Hasura's metadata; empty when there is none
 * @param functions path under {@code functions/} to content
 * @param certificate the user's own certificate, for TLS mode {@code provided}
 * @param directoryAuthority in PEM, who signed the certificate of the ACME directory; empty for a public authority
 */
public record UserFiles(
        SortedMap<String, String> sql,
        String metadataSha256,
        SortedMap<String, String> functions,
        Optional<ProvidedCertificate> certificate,
        Optional<String> directoryAuthority) {

    /** Folders of the application that {@link #read} looks into. */
    public static final String DATABASE = "database";
    public static final String METADATA = "hasura/metadata";
    public static final String FUNCTIONS = "functions";

    /** Files of an application whose ACME directory, where it has one, is a public one. */
    public UserFiles(SortedMap<String, String> sql, String metadataSha256, SortedMap<String, String> functions,
                     Optional<ProvidedCertificate> certificate) {
        this(sql, metadataSha256, functions, certificate, Optional.empty());
    }

    public UserFiles {
        sql = Collections.unmodifiableSortedMap(new TreeMap<>(sql));
        functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
    }

    /** An application without files. */
    public static UserFiles none() {
        return new UserFiles(new TreeMap<>(), "", new TreeMap<>(), Optional.empty());
    }

    /**
     * Reads the folder {@code args.application()} under {@code project}.
     *
     * @throws InvalidConfig when a file cannot be used, naming it
     */
    public static UserFiles read(String stackFile, Path project, PlatformArgs args) {
        Path application = project.resolve(args.application());
        Path database = application.resolve(DATABASE);
        Path metadata = application.resolve(METADATA);
        return new UserFiles(
                Files.isDirectory(database) ? ContentHash.ofFiles(database, List.of("init", "migrations"), ".sql") : new TreeMap<>(),
                Files.isDirectory(metadata) ? ContentHash.ofTree(metadata) : "",
                functions(stackFile, args.application() + "/" + FUNCTIONS, application.resolve(FUNCTIONS)),
                certificate(project, args.tls()),
                Optional.ofNullable(args.tls().directoryCa()).map(file -> text(project.resolve(file))));
    }

    private static Optional<ProvidedCertificate> certificate(Path project, TlsArgs tls) {
        if (tls.mode() != TlsMode.PROVIDED) {
            return Optional.empty();
        }
        return Optional.of(new ProvidedCertificate(text(project.resolve(tls.certificate())), text(project.resolve(tls.key()))));
    }

    private static SortedMap<String, String> functions(String stackFile, String shown, Path folder) {
        SortedMap<String, String> contents = new TreeMap<>();
        for (Path file : files(folder)) {
            try {
                contents.put(relative(folder, file), Files.readString(file));
            } catch (CharacterCodingException notText) {
                throw new InvalidConfig(stackFile, List.of(new Problem("nself:application",
                        "holds a function file that is not UTF-8 text", shown + "/" + relative(folder, file),
                        "keep binary files in the object storage")));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read " + file, unreadable);
            }
        }
        return contents;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).filter(file -> isOurs(folder, file)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + folder, unreadable);
        }
    }

    /** Editors' and tools' own files are not part of an application. */
    private static boolean isOurs(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (part.toString().startsWith(".") || part.toString().equals("node_modules")) {
                return false;
            }
        }
        return true;
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** PEM; comments around its blocks may be in any encoding. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
