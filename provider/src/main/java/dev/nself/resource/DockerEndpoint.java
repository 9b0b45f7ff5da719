package dev.nself.resource;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
 * ssh://deploy@203.0.113.5:22?identity=~%2F.ssh%2Fid_ed25519&amp;hostKey=ssh-ed25519%20AAAA...
 * tcp://203.0.113.5:2376?certificates=certs%2Fapp1
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
    private static final String PORT = ":[1-9][0-9]{0,4}";
    private static final String HOST =
            "unix:///[^\\s?]+|ssh://([A-Za-z0-9_][A-Za-z0-9._-]*@)?" + NAME + "(" + PORT + ")?|tcp://" + NAME + PORT;

    /** What the string may look like, the names of the query's parts apart. */
    public static final Pattern FORM = Pattern.compile("(?<host>|" + HOST + ")(\\?(?<query>[^\\s?]+))?");

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
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("must be " + FORM_IN_WORDS);
        }
        DockerEndpoint endpoint = of(form.group("host"));
        String query = form.group("query");
        for (String part : query == null ? new String[0] : query.split("&")) {
            endpoint = endpoint.with(part);
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
        identity.ifPresent(file -> options.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", path(file).toString())));
        hostKey.ifPresent(key -> options.addAll(List.of(
                "-o", "UserKnownHostsFile=/dev/null",
                "-o", "GlobalKnownHostsFile=/dev/null",
                "-o", "KnownHostsCommand=/usr/bin/env echo %H " + key)));
        return List.copyOf(options);
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

    private DockerEndpoint with(String part) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
        if (value.isEmpty() || value.contains("\n")) {
            throw new IllegalArgumentException("%s must have a value of one line".formatted(name));
        }
        if (isSsh() && name.equals("identity")) {
            return withIdentity(value);
        }
        if (isSsh() && name.equals("hostKey")) {
            return withHostKey(value);
        }
        if (host.startsWith("tcp://") && name.equals("certificates")) {
            return withCertificates(value);
        }
        throw new IllegalArgumentException("%s has no meaning there; allowed: %s".formatted(name, FORM_IN_WORDS));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
