package dev.nself.provider.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.fleet.Fleet;
import dev.nself.fleet.FleetServer;
import dev.nself.provider.RecordedCall;
import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A server whose engine is reached by SSH, over a connection that is there before the rules are. A router on the way
 * turns one port into 22, which only the server's packet filter sees.
 */
class ShutOutIT {

    private static final String IMAGE = "docker:28.5.2-dind";

    private static Fleet fleet;
    private static FleetServer db1;
    private static ServerSocket router;

    private final HostFirewallType type = new HostFirewallType();
    private final RecordedCall call = new RecordedCall();

    @BeforeAll
    static void start() throws IOException {
        fleet = Fleet.start("shutout", "db1").withImages(IMAGE);
        db1 = fleet.server("db1");
        router = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(ShutOutIT::pass);
    }

    @AfterAll
    static void stop() throws IOException {
        if (router != null) {
            router.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void rulesThatLetNobodyInByANewConnectionUndoThemselves() {
        assertThat(new Container(ssh(), "firewall").inspect()).as("a connection is open").isEmpty();

        assertThatThrownBy(() -> type.create(call, inputs(2222))).isInstanceOf(ResourceFailure.class);

        assertThat(new Container(ssh(), "firewall").inspect()).isEmpty();
        assertThat(type.create(call, inputs(22)).outputs()).containsEntry("host", "db1");
    }

    private static String ssh() {
        return db1.ssh().replace("@" + db1.address(), "@127.0.0.1:" + router.getLocalPort());
    }

    private static Map<String, Object> inputs(double sshPort) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("host", "db1");
        inputs.put("dockerHost", ssh());
        inputs.put("image", IMAGE);
        inputs.put("container", "firewall");
        inputs.put("defaultPolicy", "drop");
        inputs.put("address", db1.address());
        inputs.put("sshPorts", List.of(sshPort));
        inputs.put("rules", List.of());
        inputs.put("labels", Map.of());
        return inputs;
    }

    private static void pass() throws IOException {
        while (true) {
            Socket guest = router.accept();
            daemon(() -> {
                Socket ssh = new Socket(db1.address(), 22);
                daemon(() -> carry(ssh, guest));
                carry(guest, ssh);
            });
        }
    }

    private static void carry(Socket from, Socket to) throws IOException {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A connection that breaks shows at its other end. */
    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException broken) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
