package dev.nself.offline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void replacesAContainerForAllButThese() {
        assertThat(inPlace("docker:index/container:Container")).containsExactly(
                "attach",
                "containerReadRefreshTimeoutMilliseconds",
                "cpuSet",
                "cpuShares",
                "destroyGraceSeconds",
                "healthcheck",
                "init",
                "logs",
                "maxRetryCount",
                "memory",
                "memorySwap",
                "mustRun",
                "removeVolumes",
                "restart",
                "rm",
                "start",
                "tmpfs",
                "wait",
                "waitTimeout");
    }

    @Test
    void replacesNetworksAndVolumesForEverything() {
        assertThat(inPlace("docker:index/network:Network")).isEmpty();
        assertThat(inPlace("docker:index/volume:Volume")).isEmpty();
    }

    @Test
    void namesTheOutputsThatAreNoInputs() {
        assertThat(Schema.of("docker:index/container:Container").outputs())
                .containsExactly("bridge", "containerLogs", "exitCode", "networkDatas");
        assertThat(Schema.of("docker:index/remoteImage:RemoteImage").outputs()).containsExactly("imageId", "repoDigest");
        assertThat(Schema.of("docker:index/volume:Volume").outputs()).containsExactly("mountpoint");
    }

    private static List<String> inPlace(String token) {
        return Schema.of(token).fields().values().stream()
                .filter(field -> !field.replaces())
                .map(Field::name)
                .toList();
    }
}
