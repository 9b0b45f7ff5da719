package dev.nself.policies.servers;

import dev.nself.policies.types.Engines;
import dev.nself.policies.types.Scripts;
import dev.nself.policy.Policy;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host-engine-tls}: who reaches an engine is root on its server, so the engine asks who it is. */
final class EngineTls {

    private static final String ELSEWHERE = "(?!127\\.|localhost\\b|\\[::1])[^\\s\"',:]*(?:\\[[^]]*])?";

    /** Port 2376 is the engine's with TLS: there the certificates come from the environment. */
    private static final Pattern OPEN = Pattern.compile(
            "(?i)(?:tcp|http)://" + ELSEWHERE + "(?!:2376\\b)(?::\\d+)?(?=[/\\s\"',)]|$)");

    private static final Pattern LISTENS = Pattern.compile("(?i)tcp://" + ELSEWHERE + ":2375\\b");

    private static final String FIX =
            "reach it by ssh://user@host, or give certMaterial, keyMaterial and caMaterial, or certPath";

    private EngineTls() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("host-engine-tls",
                        "a Docker engine is reached by ssh, or by TCP with certificates of both sides",
                        "an engine that asks for nothing makes everyone who reaches its port root on the server",
                        "CIS Docker 2.7", "CWE-306")
                .withSeverity(Severity.CRITICAL);
        return ResourcePolicy.of(rule)
                .on(Engines.PROVIDERS, (provider, verdict) -> engine(provider::get, verdict))
                .on(Engines.STACK, (stack, verdict) ->
                        engine(property -> Engines.configured(verdict.run(), property), verdict))
                .on(Scripts.COMMANDS, (command, verdict) -> scripts(Scripts.ofCommand(command), verdict))
                .on(Scripts.MACHINES, (machine, verdict) -> scripts(Scripts.ofMachine(machine), verdict));
    }

    private static void engine(Function<String, Value> provider, Verdict verdict) {
        Value host = provider.apply("host");
        boolean certified = !provider.apply("certMaterial").isAbsent() || !provider.apply("certPath").isAbsent();
        if (!certified && host.text().filter(text -> OPEN.matcher(text).matches()).isPresent()) {
            verdict.violation(host, "must not be reached by plain TCP", FIX);
        }
    }

    private static void scripts(List<Value> scripts, Verdict verdict) {
        for (Value script : scripts) {
            verdict.attempt(() -> {
                String text = Scripts.plain(script);
                Matcher open = LISTENS.matcher(text);
                if (open.find() && !text.contains("tlsverify")) {
                    verdict.violation(script.part("engine", open.group()),
                            "must not serve or use an engine by plain TCP", FIX);
                }
            });
        }
    }
}
