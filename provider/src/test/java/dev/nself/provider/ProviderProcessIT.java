package dev.nself.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pulumirpc.ResourceProviderGrpc;

/** The provider's process: how it starts and how it ends. */
class ProviderProcessIT {

    private static final Path PROVIDER = Path.of("bin/pulumi-resource-nself").toAbsolutePath();
    private Process parent;

    @AfterEach
    void endParent() {
        if (parent != null) {
            parent.destroyForcibly();
        }
    }

    @Test
    void printsItsPortFirstAndServesThereFromAnyFolder() throws Exception {
        int port = Integer.parseInt(start("exec \"$0\" 127.0.0.1:1"));

        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            assertThat(ResourceProviderGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(20, TimeUnit.SECONDS)
                            .getPluginInfo(Empty.getDefaultInstance())
                            .getVersion())
                    .isEqualTo("0.1.0");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        start("\"$0\" 127.0.0.1:1; true");
        ProcessHandle provider = parent.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();

        parent.destroyForcibly();

        provider.onExit().get(20, TimeUnit.SECONDS);
        assertThat(provider.isAlive()).isFalse();
    }

    @Test
    void saysWhatIsMissingWhenItIsStartedByHand() throws Exception {
        parent = new ProcessBuilder(PROVIDER.toString()).start();

        assertThat(new String(parent.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("first argument: the address of the engine is missing; this program is started by pulumi");
        assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(parent.exitValue()).isNotZero();
    }

    private String start(String script) throws IOException {
        parent = new ProcessBuilder("sh", "-c", script, PROVIDER.toString())
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }
}
