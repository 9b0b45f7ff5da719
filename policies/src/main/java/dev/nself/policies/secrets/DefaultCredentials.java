package dev.nself.policies.secrets;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sec-no-default-cred}: no credential that is in every manual, and none that a machine guesses. */
final class DefaultCredentials {

    private static final Setting<Double> LEAST = Setting.number("leastLength", "the least length of a credential, in characters", 1, 16);

    private static final Setting<List<String>> KNOWN = Setting.texts("known", "credentials that everybody knows, in lower case",
            List.of("admin", "default", "guest", "hasura", "minio", "nhost", "nself", "postgres", "qwerty", "redis", "root", "secret", "test"));

    /** What no generated secret holds: in a random text of 32 characters the shortest comes once in 10^7. */
    private static final Pattern TELLING = Pattern.compile(
            "password|passw0rd|changeme|change[-_]me|change[-_]this|12345|qwerty|letmein|minioadmin|myadminsecret|"
                    + "your[-_](super|secret|own)|super[-_]?secret|insecure|example|00000000|aaaaaaaa");

    private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/@\\s:]*:(?<password>[^/@\\s]+)@");
    private static final Pattern JWT_KEY = Pattern.compile("\"key\"\\s*:\\s*\"(?<key>[^\"]*)\"");
    private static final Pattern JWT_TYPE = Pattern.compile("\"type\"\\s*:\\s*\"(?<type>[^\"]*)\"");

    private static final String FIX = "let a generator make it: the native provider's Secret, or openssl rand -hex 32";

    private DefaultCredentials() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("sec-no-default-cred",
                        "a credential is neither a known default nor short",
                        "default and short credentials are tried first, within minutes of a service being reachable",
                        "CWE-1392", "CWE-521", "RFC 7518 3.2")
                .withSeverity(Severity.CRITICAL)
                .withSettings(LEAST, KNOWN);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, (container, verdict) -> judge(Docker.environment(container.properties()), verdict))
                .on(Kubernetes.WORKLOADS, (workload, verdict) -> Kubernetes.containers(workload)
                        .forEach(container -> verdict.attempt(() -> judge(Kubernetes.environment(container), verdict))));
    }

    private static void judge(Map<String, Value> environment, Verdict verdict) {
        environment.forEach((name, value) -> verdict.attempt(() -> {
            String text = value.text().orElse("");
            if (text.startsWith("{") && name.contains("JWT")) {
                jwt(value, text, verdict);
            } else if (SecretSigns.inName(name) && SecretSigns.isLiteral(text) && !text.startsWith("-----BEGIN") && !text.contains("://")) {
                credential(value, text, name.contains("JWT") ? 32 : verdict.setting(LEAST).intValue(), verdict);
            }
            Matcher url = PASSWORD_IN_URL.matcher(text);
            if (url.find() && SecretSigns.isLiteral(url.group("password"))) {
                credential(value, url.group("password"), verdict.setting(LEAST).intValue(), verdict);
            }
        }));
    }

    /** A key for HMAC is at least as long as the hash; other kinds hold a public key. */
    private static void jwt(Value value, String text, Verdict verdict) {
        Matcher type = JWT_TYPE.matcher(text);
        Matcher key = JWT_KEY.matcher(text);
        if (type.find() && key.find()) {
            switch (type.group("type")) {
                case "HS256" -> credential(value, key.group("key"), 32, verdict);
                case "HS384" -> credential(value, key.group("key"), 48, verdict);
                case "HS512" -> credential(value, key.group("key"), 64, verdict);
                default -> { }
            }
        }
    }

    private static void credential(Value value, String text, int least, Verdict verdict) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (verdict.setting(KNOWN).contains(lower) || TELLING.matcher(lower).find()) {
            verdict.violation(value.asSecret(), "must not be a credential that everybody knows", FIX);
        } else if (text.length() < least) {
            verdict.violation(value.asSecret(), "must have at least " + least + " characters, has " + text.length(), FIX);
        }
    }
}
