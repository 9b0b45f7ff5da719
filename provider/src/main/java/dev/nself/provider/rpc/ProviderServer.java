package dev.nself.provider.rpc;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a provider as the engine expects it: a process that serves on a port of its own and ends with the engine. */
public final class ProviderServer {

    /** What the engine itself allows: states with large file contents pass through. */
    private static final int MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

    private ProviderServer() {}

    /**
     * Serves until the engine goes away.
     *
     * @param name the provider's name, the part before the first colon of its type tokens
     * @param version its version, for example {@code 0.1.0}
     * @param config what it does with its configuration; {@link ConfigHandler#NONE} for nothing
     * @param args the process's arguments, the first is the engine's address
     */
    public static void serve(
            String name, String version, List<ResourceType> types, ConfigHandler config, String[] args) {
        if (args.length < 1) {
            throw new IllegalArgumentException("first argument: the address of the engine is missing;"
                    + " this program is started by pulumi");
        }
        endWithParent();
        ProviderPackage provided = new ProviderPackage(
                name, version, types.stream().collect(Collectors.toMap(ResourceType::token, Function.identity())));
        ManagedChannel engine = NettyChannelBuilder.forTarget(args[0]).usePlaintext().build();
        start(new ProviderService(provided, config, new RunningCalls(new EngineLog(engine))));
    }

    private static void start(ProviderService service) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            // Loopback only: whoever reaches this port acts with the rights of the user who runs pulumi.
            Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .executor(threads)
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .addService(service)
                    .build()
                    .start();
            System.out.println(server.getPort());
            System.out.flush();
            server.awaitTermination();
        } catch (IOException e) {
            throw new UncheckedIOException("no port to serve on: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A killed engine stops nothing: without this its providers would stay, and their children go on working. */
    private static void endWithParent() {
        ProcessHandle self = ProcessHandle.current();
        self.parent().ifPresent(parent -> parent.onExit().thenRun(() -> {
            self.descendants().forEach(ProcessHandle::destroy);
            Runtime.getRuntime().halt(0);
        }));
    }
}
