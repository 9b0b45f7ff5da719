package dev.nself.config;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's Docker engine: an address that cannot be read as an option, and the keys that its kind needs. */
final class EngineRules {
    private static final String HOST = "(?<host>[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+])";
    private static final Pattern SSH =
            Pattern.compile("ssh://[A-Za-z0-9_][A-Za-z0-9._-]*@" + HOST + "(:(?<port>[1-9]\\d{0,4}))?");
    private static final Pattern TCP = Pattern.compile("tcp://" + HOST + ":(?<port>[1-9]\\d{0,4})");
    private static final Pattern UNIX = Pattern.compile("unix:///[^\\s?]+");
    private static final Pattern PASSWORD = Pattern.compile("[a-z]+://[^/@]*:[^/]*@.*");
    private static final Pattern HOST_KEY = Pattern.compile(
            "(?<type>ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa) (?<key>[A-Za-z0-9+/]{40,}={0,2})");

    private static final String SSH_PORT = "22";

    private final ServerArgs server;
    private final String path;
    private final Problems problems;

    private EngineRules(ServerArgs server, String path, Problems problems) {
        this.server = server;
        this.path = path;
        this.problems = problems;
    }

    static void check(ServerArgs server, String path, Problems problems) {
        if (server.docker() != null) {
            new EngineRules(server, path, problems).check();
        }
    }

    /** The machine of an engine, whoever signs in; null where the address is none. */
    static String machine(String docker) {
        Matcher ssh = SSH.matcher(docker);
        if (ssh.matches()) {
            String port = ssh.group("port") == null ? SSH_PORT : ssh.group("port");
            return "ssh://" + ssh.group("host").toLowerCase(Locale.ROOT) + ":" + port;
        }
        if (TCP.matcher(docker).matches()) {
            return docker.toLowerCase(Locale.ROOT);
        }
        return UNIX.matcher(docker).matches() ? docker : null;
    }

    private void check() {
        String docker = server.docker();
        Matcher ssh = SSH.matcher(docker);
        if (ssh.matches()) {
            checkSsh(ssh.group("host"), ssh.group("port"));
        } else if (UNIX.matcher(docker).matches()) {
            unused(".ssh", server.ssh() != null, "unix://");
            unused(".certificates", server.certificates() != null, "unix://");
        } else if (TCP.matcher(docker).matches()) {
            checkTcp();
        } else if (PASSWORD.matcher(docker).matches()) {
            problems.add(path + ".docker", "must not hold a password", "use ssh.key or an SSH agent");
        } else {
            problems.add(path + ".docker", "must be the address of a Docker engine", docker,
                    "allowed: ssh://USER@HOST[:PORT], tcp://HOST:PORT, unix:///PATH");
        }
    }

    private void checkTcp() {
        if (server.certificates() == null || server.certificates().isBlank()) {
            problems.add(path + ".certificates", "is required for tcp://",
                    "whoever reaches an engine without certificates is root there: name a folder with ca.pem, cert.pem"
                            + " and key.pem, or use ssh://");
        }
        unused(".ssh", server.ssh() != null, "tcp://");
    }

    private void checkSsh(String host, String port) {
        unused(".certificates", server.certificates() != null, "ssh://");
        checkHostKey(host, port);
        String key = server.ssh() == null ? null : server.ssh().key();
        if (key == null) {
            return;
        }
        if (key.contains("PRIVATE KEY") || key.contains("\n")) {
            problems.add(path + ".ssh.key", "must be the path of a key file, not the key",
                    "for example ~/.ssh/id_ed25519");
        } else if (key.isBlank()) {
            problems.add(path + ".ssh.key", "must be the path of a key file", key, "for example ~/.ssh/id_ed25519");
        } else if (key.endsWith(".pub")) {
            problems.add(path + ".ssh.key", "must be the private key", key, "the file without .pub");
        }
    }

    private void checkHostKey(String host, String port) {
        String scan = "`ssh-keyscan -t ed25519" + (port == null ? "" : " -p " + port) + " "
                + host.replaceAll("[\\[\\]]", "") + "` prints it after the host; compare it with"
                + " /etc/ssh/ssh_host_ed25519_key.pub on the server itself";
        String hostKey = server.ssh() == null ? null : server.ssh().hostKey();
        if (hostKey == null) {
            problems.add(path + ".ssh.hostKey", "is required for ssh://", scan);
        } else if (hostKey.contains("PRIVATE KEY")) {
            problems.add(path + ".ssh.hostKey", "must be a public key", scan);
        } else if (!isPublicKey(hostKey)) {
            problems.add(path + ".ssh.hostKey", "must be the type and the key, such as ssh-ed25519 AAAA...", hostKey,
                    scan);
        }
    }

    /** The key names its type once more and says how long it is, so a cut or mixed-up one is seen here. */
    private static boolean isPublicKey(String text) {
        Matcher form = HOST_KEY.matcher(text);
        if (!form.matches()) {
            return false;
        }
        try {
            ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(form.group("key")));
            boolean named = form.group("type").equals(new String(field(key), StandardCharsets.US_ASCII));
            while (key.hasRemaining()) {
                field(key);
            }
            return named;
        } catch (IllegalArgumentException | BufferUnderflowException cut) {
            return false;
        }
    }

    /** The next field of a key: its length in four bytes, then as many bytes (RFC 4253, 6.6). */
    private static byte[] field(ByteBuffer key) {
        int length = key.getInt();
        if (length < 0 || length > key.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        key.get(field);
        return field;
    }

    private void unused(String key, boolean set, String kind) {
        if (set) {
            problems.add(path + key, "is not used for " + kind, "remove it");
        }
    }
}
