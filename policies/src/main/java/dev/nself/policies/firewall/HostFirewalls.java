package dev.nself.policies.firewall;

import dev.nself.policies.types.HostName;
import dev.nself.policies.types.Scripts;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The firewalls on servers that a stack makes: resources for it, commands that write the DOCKER-USER chain, and
 * servers whose first start does.
 */
final class HostFirewalls {

    static final Setting<List<String>> TYPES = Setting.texts("firewallTypes",
            "types of resources that filter in DOCKER-USER; their property host says where, or they count everywhere",
            List.of("nself:index:HostFirewall"));

    private static final String CHAIN = "DOCKER-USER";
    private static final List<String> COMMANDS = List.of("command:remote:Command");

    /** Where a resource says on which server it is. */
    private static final List<String> PLACES = List.of("host", "connection");

    private final Stack stack;
    private final List<StackResource> declared;
    private final List<StackResource> all;

    HostFirewalls(Stack stack, List<String> types) {
        this.stack = stack;
        this.declared = stack.ofType(types);
        this.all = new ArrayList<>(declared);
        stack.resources().stream()
                .filter(resource -> COMMANDS.contains(resource.type()) && names(resource.get("create"))
                        || Scripts.ofMachine(resource.resource()).stream().anyMatch(HostFirewalls::names))
                .forEach(all::add);
    }

    /** Those that are made for it, which say what they do. */
    List<StackResource> declared() {
        return declared;
    }

    /** Whether one is on the server that a provider names. */
    boolean isOn(StackResource provider) {
        List<StackResource> origin = stack.sourcesOf(provider, "host");
        boolean connected = all.stream().anyMatch(firewall -> origin.contains(firewall)
                || provider.dependencies().contains(firewall.urn())
                || firewall.dependencies().contains(provider.urn())
                || PLACES.stream()
                        .flatMap(place -> stack.sourcesOf(firewall, place).stream())
                        .anyMatch(origin::contains));
        Value host = provider.get("host");
        return connected || !host.isUnknown() && isOn(host.text().flatMap(HostName::of).orElse(""));
    }

    /** Whether one is on the server of that name, or everywhere. */
    boolean isOn(String host) {
        return all.stream().anyMatch(firewall -> declared.contains(firewall) && firewall.get("host").isAbsent()
                || hosts(firewall).anyMatch(host::equals));
    }

    /** A server has its names among its outputs. */
    private static Stream<String> hosts(StackResource firewall) {
        Stream<Value> places = Scripts.ofMachine(firewall.resource()).stream().allMatch(Value::isAbsent)
                ? Stream.of(firewall.get("host"), firewall.get("connection").get("host"), firewall.get("dockerHost"))
                : firewall.resource().properties().entries().values().stream();
        return places.filter(place -> !place.isUnknown()).flatMap(place -> place.text().stream())
                // An engine's address may go on with how to be let in.
                .flatMap(text -> HostName.of(text.split("[?]", 2)[0]).stream());
    }

    private static boolean names(Value script) {
        return !script.isUnknown() && Scripts.plain(script).contains(CHAIN);
    }
}
