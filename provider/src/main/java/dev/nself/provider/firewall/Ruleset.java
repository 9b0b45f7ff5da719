package dev.nself.provider.firewall;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a server lets in.
 *
 * @param openings in the order of declaration, the operator's own way in first
 */
record Ruleset(List<Opening> openings) {

    static final Fields RULE = Fields.of(
            Field.oneOf("protocol", List.of("tcp", "udp")),
            Field.whole("port", 1, 65_535),
            Field.listOf(Field.text("sources")),
            Field.anyText("destination").optional(),
            Field.text("description"));

    private static final List<Cidr> EVERYBODY =
            List.of(new Cidr("0.0.0.0", 0, Family.IPV4), new Cidr("::", 0, Family.IPV6));

    static Ruleset of(Inputs inputs) {
        List<Opening> openings = new ArrayList<>();
        for (int port : operatorPorts(inputs)) {
            EVERYBODY.forEach(source -> openings.add(new Opening("tcp", port, source, "", "for operators")));
        }
        for (Inputs rule : inputs.objects("rules")) {
            for (String source : rule.texts("sources")) {
                openings.add(opening(rule, Cidr.of(source).orElseThrow(), inputs.text("address")));
            }
        }
        return new Ruleset(openings);
    }

    /** What is wrong with inputs whose shape is right; unknown values pass. */
    static List<Checked.Failure> check(Inputs inputs) {
        List<Checked.Failure> failures = new ArrayList<>();
        checkAddress("address", inputs.text("address"), failures);
        List<Inputs> rules = inputs.objects("rules");
        for (int i = 0; i < rules.size(); i++) {
            check("rules[" + i + "]", rules.get(i), failures);
        }
        return failures;
    }

    /** The ports by which the operator comes, whatever is declared that of the engine's own address. */
    private static Set<Integer> operatorPorts(Inputs inputs) {
        Set<Integer> ports = new LinkedHashSet<>();
        endpointPort(inputs.text("dockerHost")).ifPresent(ports::add);
        if (inputs.values().get("sshPorts") instanceof List<?> declared) {
            declared.forEach(port -> ports.add(((Double) port).intValue()));
        }
        return ports;
    }

    private static Optional<Integer> endpointPort(String dockerHost) {
        if (dockerHost.isEmpty() || dockerHost.startsWith("unix:")) {
            return Optional.empty();
        }
        URI address = URI.create(dockerHost.replaceFirst("\\?.*", ""));
        if (address.getPort() > 0) {
            return Optional.of(address.getPort());
        }
        return Optional.of(address.getScheme().equals("ssh") ? 22 : 2375);
    }

    /** What not everybody may do is let in at the private address only, where there is one. */
    private static Opening opening(Inputs rule, Cidr source, String address) {
        String declared = rule.text("destination");
        boolean sameFamily = Family.of(address).filter(family -> family == source.family()).isPresent();
        String destination = declared.isEmpty() && !source.isEverybody() && sameFamily ? address : declared;
        return new Opening(rule.text("protocol"), rule.whole("port"), source, destination, rule.text("description"));
    }

    private static void check(String path, Inputs rule, List<Checked.Failure> failures) {
        String destination = rule.text("destination");
        checkAddress(path + ".destination", destination, failures);
        List<Object> sources = rule.values().get("sources") instanceof List<?> list ? new ArrayList<>(list) : List.of();
        if (rule.values().get("sources") instanceof List<?> && sources.isEmpty()) {
            failures.add(new Checked.Failure(path + ".sources", "must name somebody, got an empty list; allowed: ranges such as"
                    + " 10.0.1.0/24, and 0.0.0.0/0 and ::/0 for everybody; remove a rule that nobody may use"));
        }
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof String source) {
                checkSource(path + ".sources[" + i + "]", source, destination, failures);
            }
        }
    }

    private static void checkSource(String path, String source, String destination, List<Checked.Failure> failures) {
        Optional<Cidr> range = Cidr.of(source);
        if (range.isEmpty()) {
            failures.add(new Checked.Failure(path, ("cannot be used, got %s; allowed: a range by its first address and its"
                    + " length, such as 10.0.1.0/24, 10.0.1.5/32, fd00:1::/64, 0.0.0.0/0").formatted(source)));
            return;
        }
        Optional<Family> family = Family.of(destination);
        if (family.isPresent() && family.get() != range.get().family()) {
            failures.add(new Checked.Failure(path, "must be of the same kind as destination %s, got %s; write one rule for IPv4"
                    .formatted(destination, source) + " and one for IPv6"));
        }
    }

    private static void checkAddress(String path, String address, List<Checked.Failure> failures) {
        if (!address.isEmpty() && Family.of(address).isEmpty()) {
            failures.add(new Checked.Failure(path, "cannot be used, got %s; allowed: an IPv4 or IPv6 address, such as 10.0.1.5"
                    .formatted(address)));
        }
    }
}
