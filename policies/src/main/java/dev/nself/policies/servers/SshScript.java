package dev.nself.policies.servers;

import dev.nself.policies.types.Scripts;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What scripts and files of settings say of ssh. */
final class SshScript {

    static final String NO_ROOT =
            "log in as a user of your own: in the group docker for containers, with sudo for the rest";

    static final String KEY = "log in with a key, and set PasswordAuthentication no on the server";

    static final String PIN =
            "write the server's key into known_hosts; a key that you make yourself, with tls:PrivateKey and"
                    + " cloud-init's ssh_keys, is known before the server is";

    /** Words that are wrong wherever ssh reads them. */
    private record Fault(Pattern words, String problem, String fix) {

        Fault(String words, String problem, String fix) {
            this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), problem, fix);
        }
    }

    private static final List<Fault> FAULTS = List.of(
            new Fault("PermitRootLogin[ \\t=]+[\"']?yes\\b|\\bdisable_root[\"']?:[ \\t]*(?:false|no|0)\\b",
                    "must not let root log in", "set PermitRootLogin no, and " + NO_ROOT),
            new Fault("\\b(?:ssh|scp|sftp|rsync|ssh-copy-id)[ \\t][^;&|\\n]*?\\broot@|\\bssh://root@",
                    "must not log in as root", NO_ROOT),
            new Fault("PasswordAuthentication[ \\t=]+[\"']?yes\\b"
                            + "|\\bssh_pwauth[\"']?:[ \\t]*[\"']?(?:true|yes|on|1)\\b|\\bsshpass\\b",
                    "must not allow passwords", KEY),
            new Fault("StrictHostKeyChecking[ \\t=]+[\"']?(?:no|off)\\b|UserKnownHostsFile[ \\t=]+[\"']?/dev/null\\b",
                    "must not accept a server that is not known", PIN));

    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*#.*$");

    /** Only what is put in counts: the usual way to harden a server names what it takes out. */
    private static final Pattern SUBSTITUTION = Pattern.compile(
            "(?<=\\bsed\\b.{0,300})\\bs([/|#,@!])(?:(?!\\1).)*\\1(?<in>(?:(?!\\1).)*)\\1");

    private static final Pattern SEARCH = Pattern.compile("\\bz?e?f?grep\\b[^;&\\n]*?(?=[;&\\n]|\\|\\||$)");

    private SshScript() {}

    static void check(Value script, Verdict verdict) {
        String said = said(Scripts.plain(script));
        for (Fault fault : FAULTS) {
            Matcher words = fault.words().matcher(said);
            if (words.find()) {
                // A script may hold a secret: of a command line only its program and the user are shown.
                String shown = words.group().replaceFirst("(?s)^(\\S+)\\s.*root@$", "$1 root@");
                verdict.violation(script.part("ssh", shown), fault.problem(), fault.fix());
            }
        }
    }

    private static String said(String script) {
        String lines = COMMENT.matcher(script).replaceAll("");
        return SEARCH.matcher(SUBSTITUTION.matcher(lines).replaceAll("${in}")).replaceAll("");
    }
}
