package dev.nself.policies.secrets;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.Scripts;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code sec-no-literal}: a secret stands nowhere in plain.
 *
 * <p>An environment variable of a container is a fair place for a secret that the program has marked as one: the
 * state then keeps it encrypted. A command line, a label or an instance's user data is none, marked or not.
 */
final class NoLiteral {

    private static final String CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

    private static final String MARK = "mark it as a secret: Output.ofSecret, or a secret of the stack's configuration";
    private static final String ELSEWHERE = "give it by environment, file or standard input of that one program";
    private static final String REFER = "keep it in a Secret and refer to it: valueFrom.secretKeyRef";

    private NoLiteral() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("sec-no-literal",
                        "no secret stands in plain in an environment, a command line, a label, a file or user data",
                        "what stands there is read by everyone who sees the state, the process list or the resource",
                        "CKV_AWS_46", "AWS-0029", "KSV-0109", "CISP 1.6", "CISP 1.7", "nself#168", "nself#327")
                .withSeverity(Severity.CRITICAL);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, NoLiteral::docker)
                .on(Kubernetes.WORKLOADS, NoLiteral::kubernetes)
                .on(CONFIG_MAP, NoLiteral::configMap)
                .on(Scripts.MACHINES, NoLiteral::userData)
                .on(Scripts.COMMANDS, NoLiteral::command);
    }

    private static void docker(Resource container, Verdict verdict) {
        verdict.attempt(() -> Docker.environment(container.properties()).forEach((name, value) -> {
            if (!value.isSecret() && isSecret(name, value.text().orElse(""))) {
                verdict.violation(value.asSecret(), "must be marked as a secret", MARK);
            }
        }));
        for (Value line : Docker.commandLines(container.properties())) {
            verdict.attempt(() -> commandLine(line, verdict));
        }
        verdict.each(container.get("labels"), label -> {
            Value value = label.get("value");
            if (value.isSecret() || isSecret(label.get("label").text().orElse(""), value.text().orElse(""))) {
                verdict.violation(value.asSecret(), "must not hold a secret: everyone reads labels", ELSEWHERE);
            }
        });
        verdict.each(container.get("uploads"), upload -> {
            Value content = upload.get("content");
            if (!content.isSecret() && SecretSigns.inText(content.text().orElse(""))) {
                verdict.violation(content.asSecret(), "must be marked as a secret", MARK);
            }
        });
    }

    private static void kubernetes(Resource workload, Verdict verdict) {
        for (Value container : Kubernetes.containers(workload)) {
            verdict.each(container.get("env"), variable -> {
                Value value = variable.get("value");
                if (isSecret(variable.get("name").text().orElse(""), value.text().orElse(""))) {
                    verdict.violation(value.asSecret(), "must not be written into the workload", REFER);
                }
            });
            verdict.attempt(() -> commandLine(container.get("command"), verdict));
            verdict.attempt(() -> commandLine(container.get("args"), verdict));
        }
    }

    private static void configMap(Resource map, Verdict verdict) {
        map.get("data").entries().forEach((name, value) -> verdict.attempt(() -> {
            if (value.isSecret() || isSecret(name, value.text().orElse(""))) {
                verdict.violation(value.asSecret(), "must not be in a ConfigMap", "keep it in a Secret");
            }
        }));
    }

    private static void userData(Resource machine, Verdict verdict) {
        Scripts.ofMachine(machine).forEach(script -> verdict.attempt(() -> script(script, verdict)));
    }

    private static void command(Resource command, Verdict verdict) {
        Scripts.ofCommand(command).forEach(script -> verdict.attempt(() -> script(script, verdict)));
    }

    private static void script(Value script, Verdict verdict) {
        String text = Scripts.plain(script);
        if (!text.isEmpty() && (script.isSecret() || SecretSigns.inText(text) || SecretSigns.assigned(text).isPresent())) {
            verdict.violation(script.asSecret(), "must not hold a secret: the machine shows it to every program", ELSEWHERE);
        }
    }

    private static void commandLine(Value line, Verdict verdict) {
        String words = line.items().stream().map(word -> word.text().orElse("")).collect(Collectors.joining(" "));
        boolean made = line.items().stream().anyMatch(Value::isSecret);
        if (made || SecretSigns.inText(words) || SecretSigns.assigned(words).isPresent()) {
            verdict.violation(line.asSecret(), "must not hold a secret: the process list shows it", ELSEWHERE);
        }
    }

    private static boolean isSecret(String name, String value) {
        return SecretSigns.inText(value) || SecretSigns.inName(name) && SecretSigns.isLiteral(value);
    }
}
