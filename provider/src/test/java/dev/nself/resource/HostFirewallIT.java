package dev.nself.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.pulumi.Context;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.WorkspaceStack;
import dev.nself.fleet.Fleet;
import dev.nself.fleet.FleetServer;
import dev.nself.provider.exec.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's firewall as a program declares it and the real engine keeps it. */
class HostFirewallIT {

    private static final String IMAGE = "docker:28.5.2-dind";
    private static final String LISTENER = "redis:8.0.4-bookworm";

    @TempDir
    private Path folder;

    private WorkspaceStack stack;

    @AfterEach
    void close() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void aFirewallIsMadeReadBackMendedChangedAndRemoved() throws Exception {
        assumeTrue(pulumiRuns(), "skipped: no pulumi in PATH; run this test with ./nself test, which finds or builds one");
        stack = stack();
        try (Fleet fleet = Fleet.start("resource", "db1").withImages(IMAGE, LISTENER)) {
            FleetServer db1 = fleet.server("db1");
            db1.dockerOutput("run", "-d", "-p", "5432:6379", LISTENER, "redis-server", "--protected-mode", "no");
            assertThat(reaches(fleet, db1)).as("without a firewall").isTrue();

            assertThat(up(firewall(db1, "10.0.1.0/24"))).isEqualTo(Map.of(OperationType.CREATE, 2));
            assertThat(reaches(fleet, db1)).isFalse();
            assertThat(stack.getOutputs().get("inForce").value()).isEqualTo(
                    "tcp 22 from everybody (0.0.0.0/0): for operators, "
                            + "tcp 5432 from 10.0.1.0/24 to " + db1.address() + ": the database, "
                            + "tcp 22 from everybody (::/0): for operators");
            assertThat(up(firewall(db1, "10.0.1.0/24"))).as("up twice").isEqualTo(Map.of(OperationType.SAME, 2));
            stack.refresh();
            assertThat(up(firewall(db1, "10.0.1.0/24"))).as("refresh, then up").isEqualTo(Map.of(OperationType.SAME, 2));

            db1.dockerOutput("stop", "firewall");
            stack.refresh();
            assertThat(up(firewall(db1, "10.0.1.0/24")))
                    .as("drift").isEqualTo(Map.of(OperationType.SAME, 1, OperationType.UPDATE, 1));
            db1.dockerOutput("rm", "-f", "firewall");
            stack.refresh();
            assertThat(up(firewall(db1, "10.0.1.0/24")))
                    .as("removed by hand").isEqualTo(Map.of(OperationType.SAME, 1, OperationType.CREATE, 1));

            assertThatThrownBy(() -> up(firewall(db1, "10.0.1.7/24")))
                    .hasMessageContaining("rules[0].sources[0]").hasMessageContaining("cannot be used, got 10.0.1.7/24");
            assertThat(up(firewall(db1, "0.0.0.0/0")))
                    .as("another rule").isEqualTo(Map.of(OperationType.SAME, 1, OperationType.UPDATE, 1));
            assertThat(reaches(fleet, db1)).isTrue();

            stack.destroy();
            assertThat(fleet.run("db1", "sh", "-c", "iptables-save; ip6tables-save").output()).doesNotContain("NSELF");
            assertThat(db1.docker("inspect", "firewall").ok()).isFalse();
        }
    }

    private static Consumer<Context> firewall(FleetServer server, String source) {
        return context -> {
            HostFirewall firewall = new HostFirewall(
                    "db1-firewall",
                    HostFirewallArgs.builder()
                            .host("db1")
                            .dockerHost(server.unix())
                            .image(IMAGE)
                            .container("firewall")
                            .defaultPolicy("drop")
                            .address(server.address())
                            .sshPorts(List.of(22))
                            .rules(List.of(HostFirewallRuleArgs.builder()
                                    .protocol("tcp")
                                    .port(5432)
                                    .sources(List.of(source))
                                    .description("the database")
                                    .build()))
                            .labels(Map.of("dev.nself.service", "firewall"))
                            .build());
            context.export("inForce", firewall.inForce().applyValue(lines -> String.join(", ", lines)));
        };
    }

    private Map<OperationType, Integer> up(Consumer<Context> program) throws AutomationException {
        return stack.up(UpOptions.builder().program(program).build()).summary().resourceChanges();
    }

    private static boolean reaches(Fleet fleet, FleetServer server) {
        return fleet.run(Fleet.OUTSIDE, "timeout", "3", "bash", "-c", "exec 3<>/dev/tcp/" + server.address() + "/5432").ok();
    }

    private WorkspaceStack stack() throws Exception {
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("Pulumi.yaml"), """
                name: firewall-test
                runtime: java
                plugins:
                  providers:
                    - {name: nself, path: "%s"}
                """.formatted(Path.of("bin").toAbsolutePath()));
        LocalWorkspaceOptions options = LocalWorkspaceOptions.builder()
                .environmentVariables(Map.of(
                        "PULUMI_BACKEND_URL", "file://" + folder.resolve("state"),
                        "PULUMI_CONFIG_PASSPHRASE", "for a test",
                        "PULUMI_SKIP_UPDATE_CHECK", "1"))
                .build();
        return LocalWorkspace.createOrSelectStack("it", folder, options);
    }

    private static boolean pulumiRuns() {
        try {
            return Command.run(List.of("pulumi", "version"), "", Duration.ofMinutes(1)).ok();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
