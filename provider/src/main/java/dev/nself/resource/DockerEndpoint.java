package dev.nself.resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Docker engine and how to be let in, as one string: the input {@code dockerHost} of every resource of this provider.
 *
 * <pre>
 *                                      the engine of the environment
 * unix:///var/run/docker.sock
 * ssh://deploy@203.0.113.5:22?identity=~/.ssh/id_ed25519&amp;hostKey=ssh-ed25519%20AAAA...
 * tcp://203.0.113.5:2376?certificates=certs/app1
 * </pre>
 *
 * <p>Every part of the query may be left out. Values are URL-encoded. Paths are kept as they were written, so that the
 * string is the same for every user and machine: {@code ~} is the home of whoever runs, a relative path starts at the
 * project folder, where the engine runs its plugins.
 *
 * @param host the address without the query; empty for the engine of the environment
 * @param identity file of the private SSH key; empty: an SSH agent or the user's own settings offer one
 * @param hostKey public key of the SSH server, as in {@code ssh-ed25519 AAAA...}; empty: one that the user's known
 *     hosts hold
 * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for TLS
 */
public record DockerEndpoint(
        String host, Optional<String> identity, Optional<String> hostKey, Optional<String> certificates) {

    private static final String NAME = "([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+])";
    private static final String PORT = "[1-9][0-9]{0,4}";
    private static final String UNIX = "unix:///[^\\s?]+";
    private static final String USER = "[A-Za-z0-9_][A-Za-z0-9._-]*";
    private static final String SSH =
            "ssh://((?<user>" + USER + ")@)?(?<name>" + NAME + ")(:(?<port>" + PORT + "))?";
    private static final String TCP = "tcp://" + NAME + ":" + PORT;

    /** URL-encoded and without line ends, which would end a line of options. */
    private static final String VALUE = "=([^\\s?&%]|%(?!0[0-9aAdD])[0-9a-fA-F]{2})+";

    private static final String KEY = "(identity|hostKey)" + VALUE;

    /** What the string looks like. */
    public static final Pattern FORM = Pattern.compile("|" + UNIX
            + "|" + SSH + "(\\?" + KEY + "(&" + KEY + ")*)?"
            + "|" + TCP + "(\\?certificates" + VALUE + ")?");

    /** The form in words, for messages. */
    public static final String FORM_IN_WORDS = "ssh://USER@HOST[:PORT][?identity=FILE&hostKey=KEY],"
            + " tcp://HOST:PORT[?certificates=FOLDER], unix:///PATH, or nothing for the engine of the environment";

    private static final int CONNECT_SECONDS = 15;

    /** An engine whose address says all. */
    public static DockerEndpoint of(String host) {
        return new DockerEndpoint(host, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads the one string.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static DockerEndpoint parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be " + FORM_IN_WORDS);
        }
        String[] halves = text.split("\\?", 2);
        DockerEndpoint endpoint = of(halves[0]);
        for (String part : halves.length < 2 ? new String[0] : halves[1].split("&")) {
            String[] named = part.split("=", 2);
            endpoint = endpoint.with(named[0], URLDecoder.decode(named[1], StandardCharsets.UTF_8));
        }
        return endpoint;
    }

    /** A copy that signs in with this key file; only for {@code ssh://}. */
    public DockerEndpoint withIdentity(String file) {
        return new DockerEndpoint(host, Optional.of(file), hostKey, certificates);
    }

    /** A copy that talks to no SSH server but the one with this public key; only for {@code ssh://}. */
    public DockerEndpoint withHostKey(String key) {
        return new DockerEndpoint(host, identity, Optional.of(key), certificates);
    }

    /** A copy that uses TLS with the files of this folder; only for {@code tcp://}. */
    public DockerEndpoint withCertificates(String folder) {
        return new DockerEndpoint(host, identity, hostKey, Optional.of(folder));
    }

    /** Whether the engine is reached by SSH. */
    public boolean isSsh() {
        return host.startsWith("ssh://");
    }

    /**
     * Options of {@code ssh}, one argument each, before any of another caller: they ask nobody, let in no other server
     * than the pinned one, and give up on a server that is silent. Empty unless the engine is reached by SSH.
     *
     * <p>The pinned key is no file that somebody would have to keep: OpenSSH 8.5 and later ask a program for it, whose
     * {@code %H} is the host as known hosts spell it.
     */
    public List<String> sshOptions() {
        List<String> options = new ArrayList<>();
        if (!isSsh()) {
            return options;
        }
        options.addAll(List.of(
                "-o", "BatchMode=yes",
                "-o", "StrictHostKeyChecking=yes",
                "-o", "ConnectTimeout=" + CONNECT_SECONDS,
                "-o", "ServerAliveInterval=15",
                "-o", "ServerAliveCountMax=4"));
        // ssh expands a ~ by itself.
        identity.ifPresent(file -> options.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", file)));
        hostKey.ifPresent(key -> options.addAll(List.of(
                "-o", "UserKnownHostsFile=/dev/null",
                "-o", "GlobalKnownHostsFile=/dev/null",
                "-o", "KnownHostsCommand=/usr/bin/env echo %H " + key)));
        return List.copyOf(options);
    }

    /**
     * As {@link #sshOptions()}, with one connection for all who name the same socket; it ends a minute after its last
     * use. Without it each of many calls signs in by itself, and a server turns away some of those who do so at once.
     *
     * @param socket its file, in a folder that only this user may enter; {@code ~} is the user's home
     */
    public List<String> sshOptions(String socket) {
        List<String> options = new ArrayList<>(sshOptions());
        if (isSsh()) {
            options.addAll(List.of(
                    "-o", "ControlMaster=auto", "-o", "ControlPath=" + socket, "-o", "ControlPersist=60"));
        }
        return List.copyOf(options);
    }

    /** What follows the options of {@code ssh}: whom it signs in to, as the docker CLI puts it. */
    public List<String> sshDestination() {
        Matcher form = Pattern.compile(SSH).matcher(host);
        if (!form.matches()) {
            throw new IllegalStateException(host + " is not reached by SSH");
        }
        List<String> words = new ArrayList<>();
        Optional.ofNullable(form.group("user")).ifPresent(user -> words.addAll(List.of("-l", user)));
        Optional.ofNullable(form.group("port")).ifPresent(port -> words.addAll(List.of("-p", port)));
        words.addAll(List.of("--", form.group("name").replaceAll("[\\[\\]]", "")));
        return words;
    }

    /**
     * What the Docker provider's {@code sshOpts} takes: {@link #sshOptions(String)} with a socket in {@code ~/.ssh},
     * which is made when it is not there. The same on every machine, so that it changes no provider in the state.
     */
    public List<String> dockerProviderSshOptions() {
        if (!isSsh()) {
            return List.of();
        }
        try {
            Path folder = path("~/.ssh");
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("~/.ssh: cannot be made: " + e.getMessage(), e);
        }
        return sshOptions("~/.ssh/nself-" + fingerprint());
    }

    /**
     * Sixteen characters that tell this engine and its keys from others. Names of sockets have room for no more: 104
     * bytes on some systems, of which ssh takes 17 while it makes one.
     */
    public String fingerprint() {
        return ContentHash.of(toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** The folder of {@link #certificates} with {@code ~} expanded. */
    public Optional<String> certificatesFolder() {
        return certificates.map(folder -> path(folder).toString());
    }

    /** A path as it is written in a stack file; {@code ~} is the home of whoever runs. */
    public static Path path(String written) {
        boolean home = written.equals("~") || written.startsWith("~/");
        return Path.of(home ? System.getProperty("user.home") + written.substring(1) : written);
    }

    /** The one string, which {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        identity.ifPresent(file -> parts.add("identity=" + encoded(file)));
        hostKey.ifPresent(key -> parts.add("hostKey=" + encoded(key)));
        certificates.ifPresent(folder -> parts.add("certificates=" + encoded(folder)));
        return parts.isEmpty() ? host : host + "?" + String.join("&", parts);
    }

    private DockerEndpoint with(String name, String value) {
        return switch (name) {
            case "identity" -> withIdentity(value);
            case "hostKey" -> withHostKey(value);
            case "certificates" -> withCertificates(value);
            default -> throw new IllegalArgumentException("must be " + FORM_IN_WORDS);
        };
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("%7E", "~");
    }
}
