package dev.nself.provider.status;

import dev.nself.provider.exec.Command;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked inside containers besides PostgreSQL's. */
final class Questions {

    /** The password is in the container's variables, from where the client takes it. */
    private static final String REDIS = """
            if [ -e /etc/nself/ca.pem ]; then set -- --tls --cacert /etc/nself/ca.pem --sni redis; fi
            redis-cli "$@" -h 127.0.0.1 INFO replication
            """;

    /** Its image has all that is needed, this machine may not. */
    private static final String CERTIFICATE = """
            host=$(ls /etc/nginx/nself/hosts | head -n 1)
            shown=$(openssl s_client -connect 127.0.0.1:8443 -servername "${host%.conf}" </dev/null 2>/dev/null |
              openssl x509 -noout -enddate -issuer -nameopt multiline) || exit 0
            end=$(printf "%s\\n" "$shown" | sed -n "s/^notAfter=//p")
            printf "%s\\t%s\\t%s\\n" "$(date -u -d "$end" +%Y-%m-%dT%H:%M:%SZ)" \
              "$((($(date -d "$end" +%s) - $(date +%s)) / 86400))" \
              "$(printf "%s\\n" "$shown" | sed -n "s/^ *\\(organizationName\\|commonName\\) *= //p" | paste -s -d " ")"
            """;

    private Questions() {}

    static Facts.Redis redis(Inspected found) {
        if (!found.runs()) {
            return new Facts.Redis(found.server(), "stopped", found.health(), "");
        }
        try {
            Command.Result result = found.exec("", List.of("sh", "-c", REDIS, "sh"), "");
            return redis(found.server(), (result.output() + result.errors()).strip());
        } catch (ResourceFailure e) {
            return new Facts.Redis(found.server(), "unknown", e.getMessage(), "");
        }
    }

    static Facts.Redis redis(String server, String told) {
        var fields = told.lines()
                .map(line -> line.strip().split(":", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, second) -> first));
        String role = fields.getOrDefault("role", "");
        if (role.equals("master")) {
            String count = fields.get("connected_slaves");
            return new Facts.Redis(server, "primary", count.equals("1") ? "1 replica" : count + " replicas", "");
        }
        if (role.equals("slave")) {
            return new Facts.Redis(server, "replica", "link " + fields.get("master_link_status"),
                    fields.get("master_host") + ":" + fields.get("master_port"));
        }
        return new Facts.Redis(server, "unknown", told.lines().findFirst().orElse("no answer"), "");
    }

    /** Asked with the script that the container itself runs, whichever version made it. */
    static Facts.Firewall firewall(Inspected found) {
        if (!found.runs()) {
            return new Facts.Firewall(found.server(), "stopped", List.of(), List.of());
        }
        try {
            List<String> status = List.of("sh", "-c", found.argument(1), "nself-firewall", "status");
            Command.Result result = found.exec("", status, "");
            return result.ok()
                    ? firewall(found.server(), result.output())
                    : new Facts.Firewall(found.server(), "unknown", List.of(), List.of(result.errors().strip()));
        } catch (ResourceFailure e) {
            return new Facts.Firewall(found.server(), "unknown", List.of(), List.of(e.getMessage()));
        }
    }

    static Facts.Firewall firewall(String server, String told) {
        List<String> lines = told.lines().toList();
        String state = Stream.of("refused", "confirmed").filter(lines::contains).findFirst().orElse("unconfirmed");
        return new Facts.Firewall(server, state, starting(lines, "open "), starting(lines, "problem "));
    }

    /** Rules of both families may read the same. */
    private static List<String> starting(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .distinct()
                .toList();
    }

    /** Empty while the proxy shows none. */
    static Optional<Facts.Certificate> certificate(Inspected found) {
        try {
            String[] told = found.exec("", List.of("sh", "-c", CERTIFICATE), "").output().strip().split("\t", 3);
            return told.length < 3
                    ? Optional.empty()
                    : Optional.of(new Facts.Certificate(found.server(), told[0], Integer.parseInt(told[1]), told[2]));
        } catch (ResourceFailure stoppedMeanwhile) {
            // Its row among the containers says more.
            return Optional.empty();
        }
    }
}
