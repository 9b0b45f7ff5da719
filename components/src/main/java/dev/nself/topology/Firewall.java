package dev.nself.topology;

import dev.nself.config.PlatformArgs;
import dev.nself.model.FirewallRule;
import dev.nself.model.Machine;
import dev.nself.model.service.ObjectStorage;
import dev.nself.model.service.Postgres;
import dev.nself.model.service.Redis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who may reach what on a server: the plan's one list, which every target renders in its own way. */
final class Firewall {

    private Firewall() {}

    /**
     * The rules of a server. A store is reached by the servers that use it, and by every server that may have its data:
     * those copy it from each other when the tier changes.
     */
    static List<FirewallRule> rules(PlatformArgs args, Layout layout, Machine machine) {
        List<FirewallRule> rules = new ArrayList<>();
        if (layout.application().contains(machine)) {
            rules.add(new FirewallRule(args.proxy().httpPort(), FirewallRule.ANYBODY, "redirect to HTTPS"));
            rules.add(new FirewallRule(args.proxy().httpsPort(), FirewallRule.ANYBODY, "HTTPS"));
        }
        List<String> others = others(layout, machine);
        if (layout.candidates().contains(machine) && !others.isEmpty()) {
            rules.add(new FirewallRule(Postgres.PORT, others, "PostgreSQL"));
            if (args.services().redis().enabled()) {
                rules.add(new FirewallRule(Redis.PORT, others, "Redis"));
            }
            if (args.services().storage().enabled()) {
                rules.add(new FirewallRule(ObjectStorage.PORT, others, "object storage"));
            }
        }
        return rules;
    }

    private static List<String> others(Layout layout, Machine machine) {
        Set<String> addresses = new LinkedHashSet<>();
        Stream.of(layout.application(), layout.candidates()).flatMap(List::stream)
                .filter(other -> !other.equals(machine) && !other.sharesEngine())
                .map(other -> alone(other.address()))
                .forEach(addresses::add);
        return List.copyOf(addresses);
    }

    /** The range that holds one address only. */
    private static String alone(String address) {
        return address + (address.contains(":") ? "/128" : "/32");
    }
}
