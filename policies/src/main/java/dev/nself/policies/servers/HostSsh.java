package dev.nself.policies.servers;

import dev.nself.policies.types.Engines;
import dev.nself.policies.types.Scripts;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host-ssh}: servers are reached with a key, as somebody, and only after they have shown their own key. */
final class HostSsh {

    private static final List<String> COPIES = List.of("command:remote:CopyFile", "command:remote:CopyToRemote");

    /** Machines of which the provider mails a root password where it is given no key. */
    private static final List<String> MAILED = List.of(
            "digitalocean:index/droplet:Droplet", "hcloud:index/server:Server");

    private static final Pattern ROOT = Pattern.compile("ssh://root(:[^@]*)?@.*", Pattern.DOTALL);

    /** What ssh is told by its options; beside what is wrong in scripts too. */
    private static final Pattern OPTION = Pattern.compile(
            "(?<root>(?:\\bUser[ =]+|-oUser[ =]+|-l *)root\\b)|(?<password>PasswordAuthentication[ =]+yes\\b)"
                    + "|(?<unknown>StrictHostKeyChecking[ =]+(?:no|off|accept-new)\\b"
                    + "|UserKnownHostsFile[ =]+/dev/null\\b)",
            Pattern.CASE_INSENSITIVE);

    /** A key that ssh is told by a command that prints it; then no file needs to hold one. */
    private static final Pattern PINNED = Pattern.compile("KnownHostsCommand[ =]+\\S.*\\b(?:ssh-|ecdsa-|sk-)[a-z0-9@.-]+ AAAA");

    private HostSsh() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("host-ssh",
                "ssh logs in with a key, not as root, and only to a server whose key is known",
                "passwords are guessed, root leaves no trace of who it was, and an unknown server may be anybody's",
                "CIS Ubuntu 24.04 5.1.20", "CWE-322", "nself Deploy-Tiers: pinned host key");
        return ResourcePolicy.of(rule)
                .on("command:remote:Command", HostSsh::remote)
                .on("command:local:Command", HostSsh::scripts)
                .on(COPIES, (copy, verdict) -> connection(copy.get("connection"), verdict))
                .on(Scripts.MACHINES, HostSsh::machine)
                .on(Engines.PROVIDERS, (provider, verdict) -> engine(provider::get, verdict))
                .on(Engines.STACK, (stack, verdict) ->
                        engine(property -> Engines.configured(verdict.run(), property), verdict));
    }

    private static void remote(Resource command, Verdict verdict) {
        connection(command.get("connection"), verdict);
        scripts(command, verdict);
    }

    private static void scripts(Resource command, Verdict verdict) {
        Scripts.ofCommand(command).forEach(script -> verdict.attempt(() -> SshScript.check(script, verdict)));
    }

    private static void machine(Resource machine, Verdict verdict) {
        Scripts.ofMachine(machine).forEach(script -> verdict.attempt(() -> SshScript.check(script, verdict)));
        verdict.attempt(() -> {
            if (MAILED.contains(machine.type()) && machine.get("userData").isAbsent()
                    && machine.get("sshKeys").items().isEmpty()) {
                verdict.violation(machine.get("sshKeys"),
                        "must name a key: without one a root password is mailed and accepted",
                        "set sshKeys, or userData that makes a user with a key");
            }
        });
    }

    private static void connection(Value connection, Verdict verdict) {
        verdict.attempt(() -> {
            if (!connection.entries().isEmpty()) {
                login(connection, verdict);
            }
        });
        verdict.attempt(() -> {
            if (!connection.get("proxy").entries().isEmpty()) {
                login(connection.get("proxy"), verdict);
            }
        });
    }

    private static void login(Value connection, Verdict verdict) {
        verdict.attempt(() -> {
            Value user = connection.get("user");
            if (user.text().orElse("root").equals("root")) {
                verdict.violation(user, "must be a user other than root, which it is where none is given",
                        SshScript.NO_ROOT);
            }
        });
        if (isGiven(connection.get("password")) && !isGiven(connection.get("privateKey"))) {
            verdict.violation(connection.get("password").asSecret(), "must not be how to log in",
                    "set privateKey, or use an agent");
        }
        if (!isGiven(connection.get("hostKey"))) {
            verdict.violation(connection.get("hostKey"),
                    "must be the server's key: without it every server is believed",
                    "set hostKey to the server's public key; one that you make yourself, with tls:PrivateKey and"
                            + " cloud-init's ssh_keys, is known before the server is");
        }
    }

    /** What is not known yet is given: what it is does not matter here. */
    private static boolean isGiven(Value value) {
        return value.isUnknown() || value.text().filter(text -> !text.isEmpty()).isPresent();
    }

    private static void engine(Function<String, Value> provider, Verdict verdict) {
        verdict.attempt(() -> {
            Value host = provider.apply("host");
            if (host.text().filter(text -> ROOT.matcher(text).matches()).isPresent()) {
                verdict.violation(host, "must not log in as root",
                        SshScript.NO_ROOT + "; ssh://deploy@host needs nothing more");
            }
        });
        verdict.attempt(() -> {
            Value options = provider.apply("sshOpts");
            String line = Engines.line(options);
            boolean pinned = PINNED.matcher(line).find();
            Matcher option = OPTION.matcher(line);
            while (option.find()) {
                if (pinned && option.group().startsWith("UserKnownHostsFile")) {
                    continue;
                }
                if (option.group("root") != null) {
                    verdict.violation(options.part("option", option.group()), "must not log in as root",
                            SshScript.NO_ROOT);
                } else if (option.group("password") != null) {
                    verdict.violation(options.part("option", option.group()), "must not allow passwords",
                            SshScript.KEY);
                } else {
                    verdict.violation(options.part("option", option.group()),
                            "must not accept a server that is not known", SshScript.PIN);
                }
            }
        });
    }
}
