package dev.nself.policies.tls;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code tls-db-client}: a program that reaches its database on another server asks for TLS, and does not do without
 * it. What is another server, {@link Reach} says.
 *
 * <p>It reads addresses ({@code postgres://}, {@code jdbc:postgresql://}, {@code host=.. dbname=..}), libpq's variables
 * ({@code PGHOST}, {@code PGSSLMODE}), and pairs such as {@code DB_HOST} and {@code DB_SSLMODE}. An address that says
 * nothing means {@code prefer} to libpq and no TLS to most others, so it is refused as well.
 */
final class DatabaseClients {

    /** {@code no-verify} is node-postgres's word for TLS without a look at the certificate. */
    private static final Set<String> SAFE = Set.of("require", "verify-ca", "verify-full", "no-verify");

    private static final Pattern ADDRESS = Pattern.compile(
            "\\bpostgres(?:ql)?(?:\\+\\w+)?://(?:[^\\s?]*@)?(?<hosts>[^/?\\s@]*)"
                    + "(?:/[^?\\s\"']*)?(?:\\?(?<query>[^\\s\"']*))?");

    private static final Pattern PAIRS = Pattern.compile("(?:^|\\s)host\\s*=\\s*(?<hosts>[^\\s']+)");
    private static final Pattern IS_PAIRS = Pattern.compile("(?:^|\\s)(dbname|sslmode)\\s*=");
    private static final Pattern MODE_NAME =
            Pattern.compile("(?<prefix>(?:.*_)?(?:PG|DB|DATABASE|POSTGRES|POSTGRESQL)_?)SSL_?MODE");

    private static final String FIX =
            "use sslmode=verify-full with the server's authority, or at least sslmode=require";

    private DatabaseClients() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("tls-db-client",
                "a connection to a database on another server asks for TLS",
                "with disable, allow and prefer whoever is between the servers can read and answer in plain",
                "CISP 5.8", "CWE-319");
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, (container, verdict) ->
                        Reach.each(container, verdict, (environment, reach) -> judge(environment, reach, verdict)))
                .on(Kubernetes.WORKLOADS, (workload, verdict) ->
                        Reach.each(workload, verdict, (environment, reach) -> judge(environment, reach, verdict)));
    }

    private static void judge(Map<String, Value> environment, Reach reach, Verdict verdict) {
        environment.forEach((name, value) -> {
            verdict.attempt(() -> address(value, environment, reach, verdict));
            verdict.attempt(() -> variable(name, value, environment, reach, verdict));
        });
    }

    private static void address(Value value, Map<String, Value> environment, Reach reach, Verdict verdict) {
        String text = value.text().orElse("");
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            String query = Optional.ofNullable(address.group("query")).orElse("");
            String hosts = parameter(query, "[?&]", "host").orElse(address.group("hosts"));
            // What stands before another @ may be a part of the password.
            boolean odd = text.indexOf('@', address.end("hosts")) >= 0;
            mode(value, odd ? "another.host" : hosts, modeOf(query, "&").or(() -> libpq(environment)), reach, verdict);
        }
        Matcher pairs = PAIRS.matcher(text);
        if (pairs.find() && IS_PAIRS.matcher(text).find()) {
            mode(value, pairs.group("hosts"), modeOf(text, "\\s").or(() -> libpq(environment)), reach, verdict);
        }
    }

    private static void variable(
            String name, Value value, Map<String, Value> environment, Reach reach, Verdict verdict) {
        if (name.equals("PGHOST")) {
            value.text().ifPresent(hosts -> mode(value, hosts, libpq(environment), reach, verdict));
        }
        Matcher matcher = MODE_NAME.matcher(name);
        if (matcher.matches() && !name.equals("PGSSLMODE")) {
            Value host = environment.getOrDefault(matcher.group("prefix") + "HOST", Value.absent());
            String hosts = host.text().orElse("");
            mode(value, hosts, value.text(), reach, verdict);
        }
    }

    private static void mode(Value value, String hosts, Optional<String> mode, Reach reach, Verdict verdict) {
        Optional<String> far = Arrays.stream(hosts.split(",")).filter(host -> !reach.isLocal(host)).findFirst();
        String said = mode.orElse("").toLowerCase(Locale.ROOT);
        if (far.isPresent() && !SAFE.contains(said)) {
            String given = said.isEmpty() ? "no sslmode" : "sslmode=" + said;
            verdict.violation(value.asSecret(),
                    "must ask for TLS, since " + far.orElseThrow() + " is another server and it has " + given, FIX);
        }
    }

    /** {@code ssl=true} is JDBC's and node-postgres's way to ask for TLS. */
    private static Optional<String> modeOf(String text, String between) {
        Optional<String> mode = parameter(text, between, "sslmode");
        return mode.or(
                () -> parameter(text, between, "ssl").map(ssl -> List.of("true", "1").contains(ssl) ? "require" : ssl));
    }

    private static Optional<String> parameter(String text, String between, String name) {
        Matcher matcher = Pattern.compile("(?:^|" + between + ")" + name + "\\s*=\\s*'?(?<value>[^&\\s']*)")
                .matcher(text);
        return matcher.find() ? Optional.of(matcher.group("value")) : Optional.empty();
    }

    private static Optional<String> libpq(Map<String, Value> environment) {
        return Optional.ofNullable(environment.get("PGSSLMODE")).flatMap(Value::text);
    }
}
