package dev.nself.policies.servers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.Scripts;
import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a stack has to watch itself with, as far as its resources show.
 *
 * @param collectors resources that collect metrics; none: the stack is not watched
 * @param scraping what their files of settings say, in one text; empty where the files are not in the stack
 * @param alerting the same of rules for alerts
 * @param shipping whether an agent takes all logs
 * @param selected labels of pods that an operator's monitors select
 */
record Monitoring(
        List<StackResource> collectors,
        String scraping,
        String alerting,
        boolean shipping,
        List<Map<String, Value>> selected) {

    private static final Pattern COLLECTOR = Pattern.compile(
            "prometheus(?!.*exporter)|victoria-?metrics|vmagent|vmsingle|mimir");

    private static final Pattern SHIPPER = Pattern.compile(
            "promtail|alloy|fluent-?bit|fluentd|vector|filebeat|logstash|otel|opentelemetry|datadog|loki-stack");

    private static final Pattern TOOL = Pattern.compile(
            COLLECTOR.pattern() + "|" + SHIPPER.pattern()
                    + "|grafana|loki|tempo|alertmanager|exporter|cadvisor|blackbox|uptime-kuma|pushgateway");

    /** These find what is there by themselves. */
    private static final Pattern DISCOVERY = Pattern.compile(
            "\\b(docker|dockerswarm|kubernetes|consul|file|http|ec2|dns)_sd_configs\\b");

    /** An alert that speaks of all that is scraped. */
    private static final Pattern FOR_ALL = Pattern.compile("\\bup\\b|\\bprobe_success\\b|\\babsent\\(");

    private static final List<String> RELEASES = List.of(
            "kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh/v3:Chart", "kubernetes:helm.sh/v4:Chart");
    private static final String MONITORS = "kubernetes:monitoring.coreos.com/v1:";
    private static final String CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

    static Monitoring of(Stack stack) {
        List<StackResource> running = Stream.concat(services(stack), stack.ofType(RELEASES).stream()).toList();
        List<StackResource> collectors = Stream.concat(
                        running.stream().filter(resource -> is(COLLECTOR, stack, resource)),
                        stack.ofType(MONITORS + "Prometheus").stream())
                .toList();
        List<String> files = files(stack);
        boolean chart = collectors.stream().anyMatch(collector -> RELEASES.contains(collector.type()));
        String rules = String.join("\n", files.stream().filter(file -> file.contains("alert:")).toList());
        boolean operated = chart || !stack.ofType(MONITORS + "PrometheusRule").isEmpty();
        return new Monitoring(
                collectors,
                String.join("\n", files.stream().filter(file -> file.contains("scrape_configs")).toList()),
                // The chart has alerts for all that is scraped; an operator's rules are taken for such.
                operated ? rules + "\nup" : rules,
                running.stream().anyMatch(resource -> is(SHIPPER, stack, resource)),
                selected(stack));
    }

    /** What runs for ever. */
    static Stream<StackResource> services(Stack stack) {
        return Stream.concat(
                stack.ofType(Docker.CONTAINER).stream().filter(container -> !Docker.runsToAnEnd(container.resource())),
                stack.ofType(Kubernetes.WORKLOADS).stream()
                        .filter(workload -> !Kubernetes.runsToAnEnd(workload.resource())));
    }

    /** Whether it is there to watch others. */
    static boolean isTool(Stack stack, StackResource service) {
        return is(TOOL, stack, service);
    }

    /** Whether anything in the settings speaks of a service of one of these names, or finds services by itself. */
    boolean scrapes(List<String> names) {
        return scraping.isEmpty() && selected.isEmpty() || DISCOVERY.matcher(scraping).find()
                || speaksOf(scraping, names);
    }

    boolean selects(Map<String, Value> labels) {
        return selected.stream().anyMatch(selector -> selector.entrySet().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey()))));
    }

    boolean alertsOf(List<String> names) {
        return FOR_ALL.matcher(alerting).find() || speaksOf(alerting, names);
    }

    private static boolean speaksOf(String text, List<String> names) {
        return names.stream().anyMatch(name ->
                Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(name) + "(?![A-Za-z0-9])").matcher(text).find());
    }

    private static List<Map<String, Value>> selected(Stack stack) {
        return stack.ofType(MONITORS + "PodMonitor", MONITORS + "ServiceMonitor").stream()
                .map(monitor -> monitor.get("spec").get("selector").get("matchLabels").entries())
                .toList();
    }

    /** Settings lie in files that are put into containers, or in maps that pods mount. */
    private static List<String> files(Stack stack) {
        List<String> files = new ArrayList<>();
        for (StackResource container : stack.ofType(Docker.CONTAINER)) {
            if (isTool(stack, container)) {
                for (Value upload : container.get("uploads").items()) {
                    files.add(Scripts.plain(upload.get("content")));
                    files.add(Scripts.plain(upload.get("contentBase64")));
                }
            }
        }
        for (StackResource map : stack.ofType(CONFIG_MAP)) {
            map.get("data").entries().values().stream()
                    .filter(value -> !value.isUnknown())
                    .forEach(value -> files.add(value.text().orElse("")));
        }
        return files;
    }

    /** An image is often named by its number: then the resource that fetched it has its name. */
    private static boolean is(Pattern kind, Stack stack, StackResource resource) {
        Stream<Value> said = Stream.concat(
                Stream.of(resource.get("name"), resource.get("image"), resource.get("chart")),
                stack.sourcesOf(resource, "image").stream().map(image -> image.get("name")));
        Stream<String> texts = Stream.concat(
                said.filter(value -> !value.isUnknown()).flatMap(value -> value.text().stream()), pods(resource));
        return Stream.concat(Stream.of(resource.name()), texts)
                .anyMatch(text -> kind.matcher(text.toLowerCase(Locale.ROOT)).find());
    }

    private static Stream<String> pods(StackResource resource) {
        return !Kubernetes.WORKLOADS.contains(resource.type())
                ? Stream.empty()
                : Kubernetes.containers(resource.resource()).stream()
                        .map(container -> container.get("image"))
                        .filter(image -> !image.isUnknown())
                        .flatMap(image -> image.text().stream());
    }
}
