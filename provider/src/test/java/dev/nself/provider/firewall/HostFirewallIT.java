package dev.nself.provider.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.fleet.Fleet;
import dev.nself.fleet.FleetServer;
import dev.nself.fleet.PortScan;
import dev.nself.provider.RecordedCall;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.State;
import dev.nself.provider.schema.Inputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server as somebody on the internet, another server, and its own containers see it. It runs a proxy (443), a database
 * (5432, published on the private address), a container that somebody started by hand (7777) and one on the server's own
 * network (9100).
 */
class HostFirewallIT {

    private static final String IMAGE = "docker:28.5.2-dind";
    private static final String LISTENER = "redis:8.0.4-bookworm";

    private static Fleet fleet;
    private static FleetServer app1;
    private static FleetServer db1;
    private static List<Integer> openBefore;

    private final HostFirewallType type = new HostFirewallType();
    private final RecordedCall call = new RecordedCall();
    private State state;

    @BeforeAll
    static void start() {
        fleet = Fleet.start("firewall", "app1", "db1").withImages(IMAGE, LISTENER);
        app1 = fleet.server("app1");
        db1 = fleet.server("db1");
        db1.dockerOutput("network", "create", "data");
        listen(db1, "proxy", "-p", "443:6379");
        listen(db1, "database", "--network", "data", "-p", db1.address() + ":5432:6379");
        listen(db1, "by-hand", "-p", "7777:6379");
        db1.dockerOutput("run", "-d", "--restart", "always", "--name", "exporter", "--network", "host", LISTENER,
                "redis-server", "--port", "9100", "--protected-mode", "no");
        listen(app1, "elsewhere", "-p", "8000:6379");
        for (int port : new int[] {443, 5432, 7777, 9100}) {
            soon(() -> reaches(Fleet.OUTSIDE, db1.address(), port));
        }
        openBefore = PortScan.from(fleet, Fleet.OUTSIDE, db1.address());
    }

    @AfterAll
    static void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @BeforeEach
    void create() {
        state = type.create(call, inputs());
    }

    @Test
    void fromOutsideOnlyWhatIsNamedAnswers() {
        assertThat(openBefore).as("without a firewall").containsExactly(22, 443, 5432, 7777, 9100);

        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, db1.address())).containsExactly(22, 443);
        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, db1.addressV6())).as("IPv6").containsExactly(22, 443);
    }

    @Test
    void whoeverIsNamedReachesThePrivatePortAndNothingElse() {
        assertThat(reaches("app1", db1.address(), 5432)).isTrue();
        assertThat(reaches("app1", db1.address(), 7777)).isFalse();
        assertThat(reaches("app1", db1.address(), 9100)).isFalse();

        type.update(call, state.id(), inputs(), state.outputs(), inputs(List.of(rule("tcp", 5432, "10.213.0.77/32"))));

        assertThat(reaches("app1", db1.address(), 5432)).as("no longer named").isFalse();
    }

    @Test
    void containersGoOutAndReachEachOther() {
        assertThat(asks("data", app1.address(), "8000")).as("another server").isTrue();
        assertThat(asks("data", "database", "6379")).as("the same network").isTrue();
        assertThat(asks("bridge", db1.address(), "5432")).as("published on the own server").isTrue();
        assertThat(asks("bridge", db1.address(), "9100")).as("the server itself").isTrue();
        String database = db1.dockerOutput("inspect", "--format", "{{.NetworkSettings.Networks.data.IPAddress}}", "database");
        assertThat(asks("bridge", database, "6379")).as("the engine still parts its networks").isFalse();
    }

    @Test
    void rulesOutliveTheEngineAndComeAgainAfterAPowerCut() {
        fleet.stopEngine("db1");
        fleet.startEngine("db1");
        soon(() -> reaches("app1", db1.address(), 5432));
        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 7777)).isFalse();

        fleet.killEngine("db1");
        packetFilter("iptables -F; iptables -X; ip6tables -F; ip6tables -X");
        fleet.startEngine("db1");
        soon(() -> reaches("app1", db1.address(), 5432));
        soon(() -> !reaches(Fleet.OUTSIDE, db1.address(), 7777));
        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, db1.address())).containsExactly(22, 443);
    }

    @Test
    void rulesThatVanishComeAgainWithinSeconds() {
        packetFilter("iptables -F INPUT; iptables -F DOCKER-USER; iptables -F NSELF-PUBLISHED");
        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 9100)).as("it is noticed at the next look only").isTrue();

        pause(Duration.ofSeconds(6));

        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, db1.address())).containsExactly(22, 443);
        assertThat(reaches("app1", db1.address(), 5432)).isTrue();
    }

    @Test
    void aRuleBeforeTheJumpIsNoWayAround() {
        packetFilter("iptables -I DOCKER-USER -j RETURN; iptables -I INPUT -j ACCEPT");

        pause(Duration.ofSeconds(6));

        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 7777)).isFalse();
        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 9100)).isFalse();
        packetFilter("iptables -D DOCKER-USER -j RETURN; iptables -D INPUT -j ACCEPT");
    }

    @Test
    void aBridgeThatOnlyLooksLikeTheEnginesIsOutside() {
        packetFilter("ip link add br-office type bridge");

        soon(() -> packetFilter("iptables -S").contains("-A NSELF-FORWARD -i br-office -g NSELF-PUBLISHED"));
        assertThat(packetFilter("iptables -S")).contains("-A NSELF-INPUT -i br-office -g NSELF-HOST");
        packetFilter("ip link delete br-office");
    }

    @Test
    void whatIsInForceIsReadBackAndNothingChangesTheSecondTime() {
        State found = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();

        assertThat(found.outputs().get("inForce")).isEqualTo(List.of(
                "tcp 22 from everybody (0.0.0.0/0): for operators",
                "tcp 443 from everybody (0.0.0.0/0): for a test",
                "tcp 5432 from " + app1.address() + "/32 to " + db1.address() + ": for a test",
                "tcp 22 from everybody (::/0): for operators",
                "tcp 443 from everybody (::/0): for a test"));
        assertThat(found.outputs()).isEqualTo(state.outputs());
        assertThat(type.diff(state.id(), inputs(), found.outputs(), inputs()).changes()).isEmpty();
    }

    @Test
    void aContainerThatWasStoppedIsSeenAndMended() {
        db1.dockerOutput("stop", "firewall");
        packetFilter("iptables -F INPUT");

        State found = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();

        assertThat(found.outputs().get("drift")).isEqualTo(List.of("its container does not run"));
        assertThat(type.diff(state.id(), inputs(), found.outputs(), inputs()).changes())
                .containsExactly(Map.entry("drift", Kind.UPDATE));
        type.update(call, state.id(), inputs(), found.outputs(), inputs());
        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 9100)).isFalse();
    }

    @Test
    void aContainerThatKeepsOtherRulesIsSeenAndOneThatIsGoneIsMadeAnew() {
        type.create(call, inputs(List.of(rule("tcp", 7777, "0.0.0.0/0"))));
        assertThat(type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow().outputs().get("drift"))
                .isEqualTo(List.of("its container keeps other rules"));

        db1.dockerOutput("rm", "-f", "firewall");
        assertThat(type.read(call, state.id(), state.inputs(), state.outputs())).isEmpty();
    }

    @Test
    void rulesThatNobodyConfirmsUndoThemselves() {
        FirewallContainer firewall = new FirewallContainer(new Inputs(inputs(List.of(rule("tcp", 7777, "0.0.0.0/0")))));
        firewall.run(firewall.variant());
        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 7777)).isTrue();
        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 443)).isFalse();

        soon(() -> firewall.status().contains("refused"));

        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 443)).as("the earlier rules").isTrue();
        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 7777)).isFalse();
        assertThat(type.read(call, state.id(), inputs(), state.outputs()).orElseThrow().outputs().get("drift"))
                .asString().contains("the rules were undone");
        assertThat(firewall.confirm(call)).as("too late").isFalse();
        assertThat(db1.docker("inspect", "firewall").ok()).isFalse();
    }

    @Test
    void firstRulesThatNobodyConfirmsLeaveNothing() {
        type.delete(call, state.id(), inputs(), state.outputs());
        FirewallContainer firewall = new FirewallContainer(new Inputs(inputs()));
        firewall.run(firewall.variant());

        soon(() -> firewall.status().contains("refused"));

        assertThat(packetFilter("iptables-save; ip6tables-save")).doesNotContain("NSELF");
    }

    @Test
    void itsContainerMayChangeTheNetworkAndNothingElse() {
        assertThat(db1.dockerOutput("inspect", "--format",
                        "{{.HostConfig.CapDrop}} {{.HostConfig.CapAdd}} {{.HostConfig.Privileged}} {{.HostConfig.SecurityOpt}}"
                                + " {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.PidsLimit}} {{.HostConfig.Memory}}"
                                + " {{index .Config.Labels \"dev.nself.service\"}}",
                        "firewall"))
                .isEqualTo("[ALL] [CAP_NET_ADMIN] false [no-new-privileges:true] always 64 33554432 firewall");
    }

    @Test
    void whatIsRemovedOpensAgainAndLeavesNothing() {
        type.delete(call, state.id(), inputs(), state.outputs());

        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 7777)).isTrue();
        assertThat(reaches(Fleet.OUTSIDE, db1.address(), 9100)).isTrue();
        assertThat(packetFilter("iptables-save; ip6tables-save")).doesNotContain("NSELF");
        assertThat(db1.docker("inspect", "firewall").ok()).isFalse();
        type.delete(call, state.id(), inputs(), state.outputs());
    }

    @Test
    void anotherContainerOfThatNameIsLeftAlone() {
        Map<String, Object> inputs = inputs();
        inputs.put("container", "by-hand");

        assertThatThrownBy(() -> type.create(call, inputs))
                .hasMessage("container: is the name of another container on db1, got by-hand; remove it or choose another name");
        assertThat(db1.dockerOutput("inspect", "--format", "{{.State.Running}}", "by-hand")).isEqualTo("true");
    }

    @Test
    void anImageWithoutIptablesIsRefused() {
        Map<String, Object> inputs = inputs();
        inputs.put("image", LISTENER);

        assertThatThrownBy(() -> type.create(call, inputs))
                .hasMessage("image: has no iptables-nft-restore, got " + LISTENER + "; use an image with iptables");
    }

    private static void listen(FleetServer server, String name, String... options) {
        List<String> words = new ArrayList<>(List.of("run", "-d", "--restart", "always", "--name", name));
        words.addAll(List.of(options));
        words.addAll(List.of(LISTENER, "redis-server", "--protected-mode", "no"));
        server.dockerOutput(words.toArray(String[]::new));
    }

    private static boolean reaches(String network, String address, int port) {
        return fleet.run(network, "timeout", "3", "bash", "-c", "exec 3<>/dev/tcp/" + address + "/" + port).ok();
    }

    /** Whether a container in that network of the server gets an answer. */
    private static boolean asks(String network, String host, String port) {
        return db1.docker("run", "--rm", "--network", network, LISTENER, "timeout", "5", "redis-cli", "-h", host, "-p", port,
                "ping").output().contains("PONG");
    }

    private static String packetFilter(String script) {
        return fleet.run("db1", "sh", "-c", script).output();
    }

    private static void soon(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            pause(Duration.ofMillis(300));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> inputs() {
        return inputs(List.of(rule("tcp", 443, "0.0.0.0/0", "::/0"), rule("tcp", 5432, app1.address() + "/32")));
    }

    private static Map<String, Object> inputs(List<Map<String, Object>> rules) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("host", "db1");
        inputs.put("dockerHost", db1.unix());
        inputs.put("image", IMAGE);
        inputs.put("container", "firewall");
        inputs.put("defaultPolicy", "drop");
        inputs.put("address", db1.address());
        inputs.put("sshPorts", List.of(22.0));
        inputs.put("rules", rules);
        inputs.put("labels", Map.of("dev.nself.service", "firewall"));
        return inputs;
    }

    private static Map<String, Object> rule(String protocol, double port, String... sources) {
        return Map.of("protocol", protocol, "port", port, "sources", List.of(sources), "description", "for a test");
    }
}
