package dev.nself.provider.exec;

import dev.nself.resource.DockerEndpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why an engine could not be asked, read off the words of the docker CLI and of ssh, and what to do about it. */
final class Unreachable {

    private static final Pattern WITHOUT_TLS = Pattern.compile("TLS-enabled daemon without TLS"
            + "|Client sent an HTTP request to an HTTPS server|tls: certificate required");

    private static final Pattern UNASKED = Pattern.compile("error during connect|Cannot connect to the Docker daemon"
            + "|failed to connect to the docker API|permission denied while trying to connect to the"
            + "|unable to resolve docker endpoint|" + WITHOUT_TLS);

    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]+");

    /** The docker CLI puts the words of ssh at the end of its own. */
    private static final String SSH_SAYS = "stderr=";

    private final DockerEndpoint endpoint;
    private final String errors;

    private Unreachable(DockerEndpoint endpoint, String errors) {
        this.endpoint = endpoint;
        this.errors = errors;
    }

    /** Empty when the engine was asked, whatever it answered. */
    static Optional<String> reason(DockerEndpoint endpoint, Command.Result result) {
        if (result.ok() || !UNASKED.matcher(result.errors()).find()) {
            return Optional.empty();
        }
        var unreachable = new Unreachable(endpoint, result.errors().strip());
        String place = endpoint.host().isEmpty() ? "its usual place" : endpoint.host();
        return Optional.of("docker: the engine at %s cannot be reached%s".formatted(
                place, endpoint.isSsh() ? unreachable.overSsh() : unreachable.directly()));
    }

    private String directly() {
        if (errors.contains("permission denied while trying to connect")) {
            return ": its socket is not open to this user; sudo usermod -aG docker " + System.getProperty("user.name")
                    + ", then log in anew";
        }
        if (WITHOUT_TLS.matcher(errors).find()) {
            return ": it asks for a certificate; name a folder with ca.pem, cert.pem and key.pem in certificates";
        }
        if (errors.contains("tls: ")) {
            return ": it and the certificates in %s are not of one authority; get those that belong to it: %s"
                    .formatted(endpoint.certificates().orElse("no folder"), errors);
        }
        return "; start it or check dockerHost: " + errors;
    }

    private String overSsh() {
        if (errors.contains("Host key verification failed")) {
            return endpoint.hostKey().isPresent() ? anotherHostKey() : unknownHostKey();
        }
        if (errors.contains("Permission denied (")) {
            return refusedKey();
        }
        if (errors.contains("exit status 127")) {
            return ": the server has no docker; install Docker there (https://docs.docker.com/engine/install)";
        }
        if (!errors.contains(SSH_SAYS)) {
            return ": the server answers, but no engine does; there: sudo systemctl start docker, and for a user other"
                    + " than root: sudo usermod -aG docker USER";
        }
        return ": no SSH connection; start the server, or check its address, its firewall and its SSH server: "
                + errors.substring(errors.indexOf(SSH_SAYS) + SSH_SAYS.length()).strip();
    }

    private String anotherHostKey() {
        Matcher seen = FINGERPRINT.matcher(errors);
        return ": the server has another host key than the pinned one" + (seen.find() ? ", got " + seen.group() : "")
                + "; compare it with `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on the server itself: if they"
                + " differ, somebody stands in between; if they do not, put the new key into ssh.hostKey";
    }

    private static String unknownHostKey() {
        return ": your known hosts have no such host key of the server; compare what `ssh-keyscan -t ed25519 HOST`"
                + " prints with /etc/ssh/ssh_host_ed25519_key.pub on the server itself, and pin it in ssh.hostKey";
    }

    private String refusedKey() {
        String offered = endpoint.identity()
                .map(file -> "the key " + file)
                .orElse("any key of the SSH agent or of your SSH settings");
        return ": the server does not take " + offered + " for this user; add its public half to the user's"
                + " ~/.ssh/authorized_keys there, or name another in ssh.key; a key with a passphrase must be in an"
                + " agent" + (errors.contains("not accessible") ? "; the key file is not there" : "");
    }
}
