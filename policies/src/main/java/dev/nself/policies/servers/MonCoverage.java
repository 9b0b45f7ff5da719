package dev.nself.policies.servers;

import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.StackNames;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code mon-coverage}: each service has metrics, logs that outlive it, and an alert.
 *
 * <p>A stack that collects metrics is judged service by service. Of one that does not, only production is told, once.
 * What an exporter says of a service counts as its metrics where its name is in the settings.
 */
final class MonCoverage {

    private static final Setting<List<String>> STACKS = Setting.texts("stacks",
            "names of stacks that must be watched; empty where another stack or service watches them",
            StackNames.PRODUCTION);

    private static final Setting<List<String>> UNWATCHED = Setting.texts("unwatched",
            "logical names of services that need no watching", List.of());

    /** They keep a container's log on its server. */
    private static final Set<String> LOCAL_LOGS = Set.of("json-file", "local", "none");

    private static final String ADD =
            "add Prometheus with a scrape configuration and rules, a log agent and an alert manager; or set the rule's"
                    + " stacks to [] when something else watches this one";

    private MonCoverage() {}

    static Policy policy() {
        Rule rule = Rule.advisory("mon-coverage",
                        "a service is scraped, its logs leave its server, and an alert speaks of it",
                        "what nobody watches fails when a user tells you, and its log is gone with it",
                        "CIS Controls 8.9", "CIS Controls 8.11", "Pigsty's set of rules")
                .withSettings(STACKS, UNWATCHED);
        return new StackPolicy(rule, MonCoverage::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        List<StackResource> services = Monitoring.services(stack)
                .filter(service -> !verdict.setting(UNWATCHED).contains(service.name())
                        && !Monitoring.isTool(stack, service))
                .toList();
        Monitoring monitoring = Monitoring.of(stack);
        if (!monitoring.collectors().isEmpty()) {
            for (StackResource service : services) {
                verdict.about(service, () -> watched(service, monitoring, verdict));
            }
        } else if (!services.isEmpty() && StackNames.match(verdict.setting(STACKS), verdict.run())) {
            verdict.violation("nothing collects metrics, logs and alerts of " + services.size() + " services", ADD);
        }
    }

    private static void watched(StackResource service, Monitoring monitoring, Verdict verdict) {
        boolean workload = Kubernetes.WORKLOADS.contains(service.type());
        List<String> names = workload ? List.of(plain(service.name())) : names(service);
        verdict.attempt(() -> {
            boolean scraped = workload && isChosen(service, monitoring) || monitoring.scrapes(names);
            if (!scraped) {
                verdict.violation("is scraped by nobody, looked for " + names, workload
                        ? "add a PodMonitor for its labels, or the annotation prometheus.io/scrape"
                        : "add a target of it, or of its exporter, to scrape_configs");
            }
        });
        verdict.attempt(() -> {
            Optional<String> driver = service.get("logDriver").text();
            boolean ships = driver.filter(name -> !name.isEmpty() && !LOCAL_LOGS.contains(name)).isPresent();
            if (!ships && !monitoring.shipping()) {
                verdict.violation("keeps its log on its server only",
                        "add a log agent, such as Alloy or Fluent Bit, or set a logDriver that sends");
            }
        });
        if (!monitoring.alertsOf(names)) {
            verdict.violation("has no alert, looked for " + names,
                    "add a rule on up, which speaks of all that is scraped, or one of its own");
        }
    }

    private static boolean isChosen(StackResource workload, Monitoring monitoring) {
        Value metadata = workload.get("spec").get("template").get("metadata");
        Map<String, Value> labels = metadata.get("labels").entries();
        return metadata.get("annotations").get("prometheus.io/scrape").isTrue() || monitoring.selects(labels);
    }

    /** All that settings may call a container. */
    private static List<String> names(StackResource container) {
        List<String> names = new ArrayList<>(List.of(plain(container.name())));
        for (Value network : container.get("networksAdvanced").items()) {
            names.addAll(network.get("aliases").texts());
        }
        container.get("name").text().ifPresent(names::add);
        container.get("hostname").text().ifPresent(names::add);
        return names.stream().filter(name -> !name.isEmpty()).distinct().toList();
    }

    /** Without the server that stands before it: {@code app1-hasura} is hasura in settings. */
    private static String plain(String name) {
        return name.replaceFirst("^[a-z]+\\d+-", "");
    }
}
