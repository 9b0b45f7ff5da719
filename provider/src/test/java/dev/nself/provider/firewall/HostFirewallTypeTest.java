package dev.nself.provider.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Inputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostFirewallTypeTest {

    private final HostFirewallType type = new HostFirewallType();

    @Test
    void defaultsDropEverythingButTheOperator() {
        Map<String, Object> inputs = inputs();

        assertThat(type.check(Map.of(), inputs).failures()).isEmpty();
        assertThat(type.check(Map.of(), inputs).inputs())
                .containsEntry("defaultPolicy", "drop")
                .containsEntry("sshPorts", List.of(22.0));
    }

    @Test
    void onlyDroppingIsAPolicy() {
        Map<String, Object> inputs = inputs();
        inputs.put("defaultPolicy", "accept");

        assertThat(failures(inputs)).containsExactly("defaultPolicy: cannot be used, got accept; allowed: drop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.5", "10.0.1.5/24", "10.0.1.0/33", "300.0.0.0/8", "010.0.0.0/8", "app1/32", "fd00::1/64",
        "fd00::/129", "::ffff:10.0.0.0/104", ""})
    void aSourceIsARangeByItsFirstAddress(String source) {
        assertThat(failures(inputs(List.of(rule(5432, source))))).hasSize(1).first().asString()
                .startsWith("rules[0].sources[0]: cannot be used, got " + source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.1.5/32", "10.0.0.0/8", "192.168.128.0/17", "::/0", "fd00:1::/64", "fd00:1::7/128"})
    void rangesOfBothKindsCanBeUsed(String source) {
        assertThat(failures(inputs(List.of(rule(5432, source))))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, rules[0].port: cannot be used, got 0", "65536, rules[0].port: cannot be used, got 65536"})
    void aPortIsOne(double port, String failure) {
        assertThat(failures(inputs(List.of(rule(port, "0.0.0.0/0"))))).hasSize(1).first().asString().startsWith(failure);
    }

    @Test
    void aRuleThatNobodyMayUseIsTold() {
        assertThat(failures(inputs(List.of(rule(80))))).hasSize(1).first().asString()
                .startsWith("rules[0].sources: must name somebody, got an empty list");
    }

    @Test
    void sourceAndDestinationAreOfOneKind() {
        Map<String, Object> rule = rule(80, "10.0.1.0/24");
        rule.put("destination", "fd00::1");

        assertThat(failures(inputs(List.of(rule)))).containsExactly("rules[0].sources[0]: must be of the same kind as destination fd00::1,"
                + " got 10.0.1.0/24; write one rule for IPv4 and one for IPv6");
    }

    @Test
    void addressesAreAddresses() {
        Map<String, Object> rule = rule(80, "10.0.1.0/24");
        rule.put("destination", "db1");
        Map<String, Object> inputs = inputs(List.of(rule));
        inputs.put("address", "db1.example.com");

        assertThat(failures(inputs)).containsExactly(
                "address: cannot be used, got db1.example.com; allowed: an IPv4 or IPv6 address, such as 10.0.1.5",
                "rules[0].destination: cannot be used, got db1; allowed: an IPv4 or IPv6 address, such as 10.0.1.5");
    }

    @Test
    void unknownValuesPass() {
        Map<String, Object> rule = rule(80);
        rule.put("sources", List.of(Unknown.VALUE));
        rule.put("destination", Unknown.VALUE);
        Map<String, Object> inputs = inputs(List.of(rule));
        inputs.put("address", Unknown.VALUE);
        inputs.put("image", Unknown.VALUE);

        assertThat(failures(inputs)).isEmpty();
    }

    @Test
    void aPublicRuleHoldsForEveryAddressAndAPrivateOneForThePrivateAddress() {
        Map<String, Object> inputs = inputs(List.of(rule(443, "0.0.0.0/0", "::/0"), rule(5432, "10.0.1.0/24", "fd00:1::/64")));
        inputs.put("address", "10.0.1.21");

        assertThat(openings(inputs)).containsExactly(
                "tcp 443 from everybody (0.0.0.0/0): for a test",
                "tcp 443 from everybody (::/0): for a test",
                "tcp 5432 from 10.0.1.0/24 to 10.0.1.21: for a test",
                "tcp 5432 from fd00:1::/64: for a test");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://root@10.0.1.21, 22",
        "ssh://root@10.0.1.21:2222?identity=%2Froot%2Fkey&hostKey=ssh-ed25519%20AAAA, 2222",
        "tcp://10.0.1.21:2376?certificates=%2Fetc%2Fdocker, 2376"
    })
    void thePortOfTheEnginesAddressIsAlwaysOpen(String dockerHost, int port) {
        Map<String, Object> inputs = inputs();
        inputs.put("dockerHost", dockerHost);
        inputs.put("sshPorts", List.of());

        assertThat(openings(inputs)).containsExactly(
                "tcp %d from everybody (0.0.0.0/0): for operators".formatted(port),
                "tcp %d from everybody (::/0): for operators".formatted(port));
    }

    @Test
    void aDescriptionCannotChangeTheRule() {
        Map<String, Object> rule = rule(80, "10.0.1.0/24");
        rule.put("description", "web\" -j ACCEPT\n-A INPUT " + "x".repeat(300));

        String match = Opening.matches(Ruleset.of(new Inputs(inputs(List.of(rule)))).openings(), Family.IPV4);

        assertThat(match).isEqualTo("-s 10.0.1.0/24 -p tcp -m conntrack --ctorigdstport 80 --ctdir ORIGINAL -m comment --comment"
                + " \"nself: tcp 80 from 10.0.1.0/24: web  -j ACCEPT -A INPUT " + "x".repeat(116) + "\"");
    }

    @Test
    void anotherServerReplacesItAndTheOldRulesGoFirst() {
        Map<String, Object> other = inputs();
        other.put("host", "db2");

        assertThat(type.diff("firewall", inputs(), Map.of(), other).changes()).containsExactly(Map.entry("host", Kind.UPDATE_REPLACE));
        assertThat(type.diff("firewall", inputs(), Map.of(), other).deleteBeforeReplace()).isTrue();
    }

    @Test
    void driftIsAnUpdate() {
        assertThat(type.diff("firewall", inputs(), Map.of("drift", List.of("its container does not run")), inputs()).changes())
                .containsExactly(Map.entry("drift", Kind.UPDATE));
    }

    private List<String> failures(Map<String, Object> inputs) {
        Checked checked = type.check(Map.of(), inputs);
        return checked.failures().stream().map(failure -> failure.property() + ": " + failure.reason()).toList();
    }

    private static List<String> openings(Map<String, Object> inputs) {
        return Ruleset.of(new Inputs(inputs)).openings().stream().map(Opening::toString).toList();
    }

    private static Map<String, Object> inputs() {
        return inputs(List.of());
    }

    private static Map<String, Object> inputs(List<Map<String, Object>> rules) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("host", "db1");
        inputs.put("image", "firewall:1");
        inputs.put("container", "firewall");
        inputs.put("rules", rules);
        return inputs;
    }

    private static Map<String, Object> rule(double port, String... sources) {
        Map<String, Object> rule = new HashMap<>();
        rule.put("protocol", "tcp");
        rule.put("port", port);
        rule.put("sources", List.of(sources));
        rule.put("description", "for a test");
        return rule;
    }
}
