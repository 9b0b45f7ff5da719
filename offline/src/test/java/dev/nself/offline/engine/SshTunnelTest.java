package dev.nself.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshTunnelTest {

    @Test
    void callsTheDockerClientOnTheOtherMachine() {
        assertThat(SshTunnel.command(URI.create("ssh://ops@10.0.0.5:2222"), List.of("-o", "StrictHostKeyChecking=yes")))
                .containsExactly(
                        "ssh", "-o", "StrictHostKeyChecking=yes", "-l", "ops", "-p", "2222", "--", "10.0.0.5",
                        "docker", "system", "dial-stdio");
    }

    @Test
    void leavesUserAndPortToTheUsersSettings() {
        assertThat(SshTunnel.command(URI.create("ssh://db1"), List.of()))
                .containsExactly("ssh", "--", "db1", "docker", "system", "dial-stdio");
    }
}
