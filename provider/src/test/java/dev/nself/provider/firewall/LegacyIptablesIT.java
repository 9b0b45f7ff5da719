package dev.nself.provider.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nself.fleet.Fleet;
import dev.nself.fleet.FleetServer;
import dev.nself.fleet.PortScan;
import dev.nself.provider.RecordedCall;
import dev.nself.provider.rpc.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a server whose engine uses the old iptables: rules of the new one would not be seen together with its own. */
class LegacyIptablesIT {

    private static final String IMAGE = "docker:28.5.2-dind";
    private static final String LISTENER = "redis:8.0.4-bookworm";

    @TempDir
    private Path programs;

    @Test
    void theRulesAreOfTheVariantThatTheEngineUses() throws IOException {
        try (Fleet fleet = Fleet.start("legacy", "db1").withImages(IMAGE, LISTENER)) {
            assumeTrue(fleet.run("db1", "iptables-legacy", "-S").ok(), "skipped: the kernel has no old iptables");
            FleetServer db1 = fleet.server("db1");
            startWithLegacyIptables(fleet);
            for (String port : List.of("443", "7777")) {
                db1.dockerOutput("run", "-d", "-p", port + ":6379", LISTENER, "redis-server", "--protected-mode", "no");
            }
            HostFirewallType type = new HostFirewallType();
            RecordedCall call = new RecordedCall();

            State state = type.create(call, inputs(db1));

            assertThat(fleet.run("db1", "iptables-legacy", "-S").output()).contains("-A DOCKER-USER -j NSELF-FORWARD");
            assertThat(PortScan.from(fleet, Fleet.OUTSIDE, db1.address())).containsExactly(22, 443);
            assertThat(PortScan.from(fleet, Fleet.OUTSIDE, db1.addressV6())).containsExactly(22, 443);
            assertThat(type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow().outputs())
                    .isEqualTo(state.outputs());

            type.delete(call, state.id(), state.inputs(), state.outputs());

            assertThat(fleet.run("db1", "iptables-legacy", "-S").output()).doesNotContain("NSELF");
        }
    }

    private void startWithLegacyIptables(Fleet fleet) throws IOException {
        fleet.stopEngine("db1");
        for (String table : List.of("filter", "nat")) {
            fleet.run("db1", "sh", "-c", "iptables -t " + table + " -F; iptables -t " + table + " -X");
        }
        for (String program : List.of("iptables", "ip6tables")) {
            Path wrapper = programs.resolve(program);
            Files.writeString(wrapper, "#!/bin/sh\nexec /usr/sbin/" + program + "-legacy \"$@\"\n");
            Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        fleet.startEngine("db1", programs);
    }

    private static Map<String, Object> inputs(FleetServer server) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("host", server.name());
        inputs.put("dockerHost", server.unix());
        inputs.put("image", IMAGE);
        inputs.put("container", "firewall");
        inputs.put("sshPorts", List.of(22.0));
        inputs.put("rules", List.of(Map.of(
                "protocol", "tcp", "port", 443.0, "sources", List.of("0.0.0.0/0", "::/0"), "description", "for a test")));
        return inputs;
    }
}
