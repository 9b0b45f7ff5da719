package dev.nself.policies.firewall;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Engines;
import dev.nself.policies.types.HostName;
import dev.nself.policies.types.Ports;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * {@code fw-docker-user}: on a server, Docker's published ports pass a filter that drops what is not named.
 *
 * <p>A server is an engine that a provider or {@code docker:host} names; one that only the environment names is not
 * seen. Asked for where something other than the proxy's ports is published on more than loopback: a private address
 * too, since {@code fw-docker-bind} allows it and the chain alone then says who reaches it. All containers of the stack
 * count, because a pack is not told which provider makes which.
 */
final class DockerUserChain {

    private static final Setting<List<Integer>> PUBLIC_PORTS = Ports.setting("publicPorts",
            "ports of the proxy, which need no filter", 80, 443);
    private static final Setting<List<String>> OWN_ENGINES = Setting.texts("ownEngines",
            "names of engines that are no servers, such as one that runs beside a build",
            List.of("docker", "host.docker.internal"));

    private static final String FIX = "add a host firewall with the same host to the stack: it drops in DOCKER-USER"
            + " what it does not name";

    private DockerUserChain() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("fw-docker-user",
                        "a server that publishes more than the proxy's ports drops in DOCKER-USER what is not named",
                        "Docker's rules come before those of ufw and of INPUT: published ports pass DOCKER-USER only",
                        "coollabsio/coolify#2195", "CIS Docker 5.14")
                .withSettings(HostFirewalls.TYPES, PUBLIC_PORTS, OWN_ENGINES);
        return new StackPolicy(rule, DockerUserChain::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        HostFirewalls firewalls = new HostFirewalls(stack, verdict.setting(HostFirewalls.TYPES));
        firewalls.declared().forEach(firewall ->
                verdict.about(firewall, () -> dropsByDefault(firewall.get("defaultPolicy"), verdict)));
        List<StackResource> servers = stack.ofType(Docker.PROVIDER).stream()
                .filter(provider -> provider.get("host").isUnknown() || isServer(provider.get("host"), verdict))
                .toList();
        Value configured = Engines.configured(verdict.run(), "host");
        boolean byConfiguration = isServer(configured, verdict)
                && servers.stream().noneMatch(provider -> provider.get("host").equals(configured));
        if (servers.isEmpty() && !byConfiguration) {
            return;
        }
        published(stack, verdict).ifPresent(what -> {
            servers.forEach(server -> verdict.about(server, () -> server(server, what, firewalls, verdict)));
            if (byConfiguration && !firewalls.isOn(HostName.of(configured.text().orElse("")).orElse(""))) {
                verdict.violation("docker:host " + configured + " must have a filter in DOCKER-USER, since " + what,
                        FIX);
            }
        });
    }

    private static void dropsByDefault(Value policy, Verdict verdict) {
        if (policy.text().filter(text -> !text.equalsIgnoreCase("drop")).isPresent()) {
            verdict.violation(policy, "must be drop", "set defaultPolicy to drop and name what may come in");
        }
    }

    /** Where the host is not known yet, it matters only that no firewall is known to be on it. */
    private static void server(StackResource provider, String published, HostFirewalls firewalls, Verdict verdict) {
        if (!firewalls.isOn(provider) && isServer(provider.get("host"), verdict)) {
            verdict.violation(provider.get("host"), "must have a filter in DOCKER-USER, since " + published, FIX);
        }
    }

    private static boolean isServer(Value host, Verdict verdict) {
        return host.text().flatMap(HostName::of)
                .filter(name -> !HostName.isLoopback(name) && !verdict.setting(OWN_ENGINES).contains(name)).isPresent();
    }

    /** The first port that asks for a filter, with its container. */
    private static Optional<String> published(Stack stack, Verdict verdict) {
        for (StackResource container : stack.ofType(Docker.CONTAINER)) {
            StringBuilder found = new StringBuilder();
            verdict.about(container, () -> {
                if (container.get("publishAllPorts").isTrue()) {
                    found.append(container.name()).append(" publishes every port of its image");
                }
                verdict.each(container.get("ports"), port -> {
                    if (found.isEmpty() && needsFilter(port, verdict)) {
                        found.append(container.name()).append(" publishes port ").append(port.get("external"));
                    }
                });
            });
            if (!found.isEmpty()) {
                return Optional.of(found.toString());
            }
        }
        return Optional.empty();
    }

    private static boolean needsFilter(Value port, Verdict verdict) {
        boolean proxy = port.get("external").number().map(Double::intValue)
                .filter(verdict.setting(PUBLIC_PORTS)::contains).isPresent();
        return !proxy && port.get("ip").text().filter(HostName::isLoopback).isEmpty();
    }
}
