package dev.nself.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Checked;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    @Test
    void errorsWhenTheEngineIsNotThere() {
        DockerEngine engine = Connection.of(new Values(Map.of("host", "unix:///nowhere/docker.sock"))).open();

        assertThatThrownBy(() -> engine.get("/_ping"))
                .hasMessage("Cannot connect to the Docker daemon at unix:///nowhere/docker.sock. Is the docker daemon running?");
    }

    @Test
    void errorsWhenTheHostIsNoAddress() {
        assertThatThrownBy(() -> Connection.of(new Values(Map.of("host", "10.0.0.5"))).open())
                .hasMessageStartingWith("docker:host: no address of a Docker engine, got 10.0.0.5; allowed: unix:///path");
    }

    @Test
    void errorsWhenASettingIsMisspelt() {
        assertThat(new Engines().check(Map.of("host", "unix:///a", "sshOptions", "x")))
                .extracting(Checked.Failure::property)
                .containsExactly("sshOptions");
    }
}
