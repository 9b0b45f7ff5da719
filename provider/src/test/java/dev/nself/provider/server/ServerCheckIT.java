package dev.nself.provider.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nself.fleet.Fleet;
import dev.nself.fleet.FleetServer;
import dev.nself.provider.RecordedCall;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers with an engine each, looked at before a stack comes. */
class ServerCheckIT {

    private static final String IMAGE = "redis:8.0.4-bookworm";

    private static Fleet fleet;
    private static FleetServer app1;
    private static FleetServer db1;

    private final RecordedCall call = new RecordedCall();
    private final ServerCheckType type = new ServerCheckType(Clock.systemUTC());

    @BeforeAll
    static void start() {
        fleet = Fleet.start("check", "app1", "db1").withImages(IMAGE);
        app1 = fleet.server("app1");
        db1 = fleet.server("db1");
    }

    @AfterAll
    static void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @AfterEach
    void removeContainers() {
        for (FleetServer server : fleet.servers()) {
            String ids = server.dockerOutput("ps", "-aq");
            assertThat(server.dockerOutput("ps", "-aq", "--filter", "label=dev.nself.check")).as("left").isEmpty();
            ids.lines().forEach(id -> server.dockerOutput("rm", "-f", "-v", id));
        }
    }

    @Test
    void servers_that_can_carry_the_stack_are_told_of() {
        State state = type.create(call, inputs(server(app1), server(db1)));

        assertThat((Map<?, ?>) state.outputs().get("found")).hasSize(2).allSatisfy((name, words) ->
                assertThat((String) words).matches("Docker 2\\d\\.\\S+ on linux/amd64, \\d+ processors, .* GiB free"));
    }

    @Test
    void they_are_reached_by_ssh_and_known_by_ipv6_as_well() {
        State state = type.create(call, inputs(
                with(server(app1), "dockerHost", app1.ssh(), "address", app1.addressV6()),
                with(server(db1), "dockerHost", db1.ssh(), "address", db1.addressV6())));

        assertThat((Map<?, ?>) state.outputs().get("found")).hasSize(2);
    }

    @Test
    void every_fault_of_every_server_is_in_one_message() {
        app1.dockerOutput("run", "-d", "--name", "by-hand", "-p", "443:6379", IMAGE);
        db1.dockerOutput("run", "-d", "--network", "host", IMAGE, "redis-server", "--port", "5432");

        ResourceFailure failure = catchThrowableOfType(ResourceFailure.class, () -> type.create(call, inputs(
                with(server(app1), "memoryMiB", 1_000_000_000.0, "ports", List.of(80.0, 443.0)),
                with(server(db1), "diskGiB", 1_000_000.0, "address", app1.address()),
                with(server(db1), "name", "db2", "dockerHost", "unix:///nowhere/docker.sock"))));

        assertThat(failure.getMessage().lines()).hasSize(7).satisfiesExactly(
                line -> assertThat(line).isEqualTo(
                        "servers: cannot carry the stack, found 6 faults; nothing was changed"),
                line -> assertThat(line).startsWith("- app1: memory must be at least 1000000000 MiB, got "),
                line -> assertThat(line).isEqualTo(
                        "- app1: port 443 must be free, got one that the container by-hand publishes; stop it there"),
                line -> assertThat(line)
                        .matches("- db1: the disk of /\\S+ must have at least 1000000 GiB free, got .*"),
                line -> assertThat(line).startsWith("- db1: the private address must be one of the server's own, got "
                                + app1.address() + "; allowed: " + db1.address())
                        .contains(db1.addressV6().replace("::", ":0:0:0:0:")),
                line -> assertThat(line).isEqualTo("- db1: port 5432 must be free, got one where a program listens;"
                        + " find it there and stop it: sudo ss -ltnp sport = :5432"),
                line -> assertThat(line).startsWith(
                        "- db2: docker: the engine at unix:///nowhere/docker.sock cannot be reached"));
    }

    @Test
    void ports_of_the_stack_itself_are_no_fault() {
        db1.dockerOutput("run", "-d", "--label", "dev.nself.stack=shop", "-p", db1.address() + ":5432:6379", IMAGE);

        assertThat(type.create(call, inputs(server(app1), server(db1))).outputs()).containsKey("found");
    }

    @Test
    void those_of_another_stack_are() {
        db1.dockerOutput("run", "-d", "--name", "other", "--label", "dev.nself.stack=blog", "-p", "5432:6379", IMAGE);

        assertFaults(inputs(server(app1), server(db1)),
                "- db1: port 5432 must be free, got one that the container other publishes; stop it there");
    }

    @Test
    void a_server_without_network_is_missed_by_the_others() {
        fleet.cut("db1");
        try {
            assertFaults(inputs(server(app1), server(db1)),
                    "- app1: must reach db1 at " + db1.address() + " port 5432, got: ",
                    "- db1: must reach app1 at " + app1.address() + " port 443, got: ");
        } finally {
            fleet.mend("db1");
        }
    }

    @Test
    void a_port_that_a_packet_filter_closes_is_named() {
        filter("-I");
        try {
            assertFaults(inputs(server(app1), server(db1)),
                    "- app1: must reach db1 at " + db1.address() + " port 5432, got: Connection timed out;");
        } finally {
            filter("-D");
        }
    }

    @Test
    void where_the_stack_is_already_its_own_packet_filter_is_no_fault() {
        db1.dockerOutput("run", "-d", "--label", "dev.nself.stack=shop", IMAGE);
        filter("-I");
        try {
            assertThat(type.create(call, inputs(server(app1), server(db1))).outputs()).containsKey("found");
        } finally {
            filter("-D");
        }
    }

    @Test
    void where_the_stack_is_already_it_has_taken_its_share_of_the_disk() {
        db1.dockerOutput("run", "-d", "--label", "dev.nself.stack=shop", IMAGE);

        assertFaults(inputs(with(server(db1), "diskGiB", 1_000_000.0)), "- db1: the disk of ");
        assertThat(type.create(call, inputs(with(server(db1), "diskGiB", (double) sizeOfTheDiskGiB()))).outputs())
                .containsKey("found");
    }

    /** All of it: more than can be free. */
    private static long sizeOfTheDiskGiB() {
        return db1.socket().toFile().getTotalSpace() >> 30;
    }

    private static void filter(String change) {
        fleet.run(
                "db1", "iptables", change, "FORWARD", "-p", "tcp", "--dport", "8080", "-s", app1.address(), "-j", "DROP");
    }

    @Test
    void a_second_machine_with_the_address_of_a_server_is_found_out() {
        String twice = db1.address().replaceAll("\\d+$", "50");
        fleet.run("app1", "ip", "address", "add", twice + "/24", "dev", "eth0");
        fleet.run("db1", "ip", "address", "add", twice + "/24", "dev", "eth0");
        app1.dockerOutput("run", "-d", "-p", twice + ":5432:6379", IMAGE);
        try {
            assertFaults(inputs(server(app1), with(server(db1), "address", twice)),
                    "- app1: must reach db1 at " + twice + " port 5432, got something else there;");
        } finally {
            fleet.run("app1", "ip", "address", "del", twice + "/24", "dev", "eth0");
            fleet.run("db1", "ip", "address", "del", twice + "/24", "dev", "eth0");
        }
    }

    @Test
    void a_clock_that_differs_is_told_for_each_server() {
        ServerCheckType late = new ServerCheckType(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1)));

        assertThatThrownBy(() -> late.create(call, inputs(server(app1), server(db1))))
                .hasMessageContaining("- app1: the clock must not differ by more than 2 s from this machine's, got ")
                .hasMessageContaining("- db1: the clock must not differ");
    }

    @Test
    void an_image_that_cannot_be_had_is_named() {
        Map<String, Object> inputs = inputs(server(app1));
        inputs.put("image", "127.0.0.1:1/nself-test-none:1");

        assertFaults(inputs, "- app1: image 127.0.0.1:1/nself-test-none:1: cannot be run; load it there");
    }

    @Test
    void another_architecture_is_told_without_a_container_that_could_not_run() {
        Map<String, Object> inputs = inputs(server(app1));
        inputs.put("architecture", "linux/s390x");

        assertFaults(inputs, "- app1: the architecture must be linux/s390x, got linux/amd64;");
    }

    @Test
    void what_a_check_that_was_killed_left_is_in_nobodys_way() {
        db1.dockerOutput("run", "-d", "--label", "dev.nself.check=shop", "-p", db1.address() + ":5432:6379", IMAGE);

        assertThat(type.create(call, inputs(server(app1), server(db1))).outputs()).containsKey("found");
    }

    @Test
    void a_refresh_finds_nothing_new_and_another_argument_makes_it_look_again() {
        Map<String, Object> inputs = inputs(server(app1), server(db1));
        State state = type.create(call, inputs);

        State read = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();
        assertThat(read).isEqualTo(state);
        assertThat(type.diff(state.id(), inputs, read.outputs(), inputs).changes()).isEmpty();
        assertThat(type.diff(state.id(), inputs, read.outputs(), inputs(server(app1))).changes())
                .containsOnlyKeys("servers");
    }

    private void assertFaults(Map<String, Object> inputs, String... starts) {
        ResourceFailure failure = catchThrowableOfType(ResourceFailure.class, () -> type.create(call, inputs));
        assertThat(failure).as("nothing is found wrong").isNotNull();
        List<String> faults = failure.getMessage().lines().skip(1).toList();
        assertThat(faults).hasSize(starts.length);
        for (int index = 0; index < starts.length; index++) {
            assertThat(faults.get(index)).startsWith(starts[index]);
        }
    }

    private static Map<String, Object> server(FleetServer server) {
        return new HashMap<>(Map.of(
                "name", server.name(), "dockerHost", server.unix(), "address", server.address(),
                "ports", List.of(server == app1 ? 443.0 : 5432.0), "diskGiB", 1.0, "memoryMiB", 256.0));
    }

    private static Map<String, Object> with(Map<String, Object> server, Object... values) {
        for (int index = 0; index < values.length; index += 2) {
            server.put((String) values[index], values[index + 1]);
        }
        return server;
    }

    private static Map<String, Object> inputs(Map<?, ?>... servers) {
        return new HashMap<>(Map.of(
                "servers", List.<Object>of((Object[]) servers),
                "stack", "shop",
                "architecture", "linux/amd64",
                "image", IMAGE));
    }
}
