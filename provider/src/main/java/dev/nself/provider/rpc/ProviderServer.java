package dev.nself.provider.rpc;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.ProviderHandshakeRequest;
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

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
        Server server = start(service(provided(name, version, types), config, channel(args[0])));
        System.out.println(server.getPort());
        System.out.flush();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes once through what a run does first, without side effects, and returns: for class data sharing. */
    public static void rehearse(String name, String version, List<ResourceType> types) {
        ProviderPackage provided = provided(name, version, types);
        Server server = start(service(provided, ConfigHandler.NONE, channel("127.0.0.1:1")));
        ManagedChannel channel = channel("127.0.0.1:" + server.getPort());
        ResourceProviderBlockingStub self = ResourceProviderGrpc.newBlockingStub(channel);
        self.handshake(ProviderHandshakeRequest.getDefaultInstance());
        self.getPluginInfo(Empty.getDefaultInstance());
        self.configure(ConfigureRequest.getDefaultInstance());
        for (ResourceType type : types) {
            String urn = "urn:pulumi:rehearsal::rehearsal::" + type.token() + "::rehearsal";
            self.check(CheckRequest.newBuilder().setUrn(urn).build());
            self.create(CreateRequest.newBuilder().setUrn(urn).setPreview(true).build());
            rehearseDiff(self, urn);
        }
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static void rehearseDiff(ResourceProviderBlockingStub self, String urn) {
        Struct nothing = Struct.getDefaultInstance();
        try {
            self.diff(DiffRequest.newBuilder().setUrn(urn).setNews(nothing).setOlds(nothing).build());
        } catch (StatusRuntimeException e) {
            // Some types cannot compare nothing with nothing; their classes are loaded all the same.
        }
    }

    private static ProviderPackage provided(String name, String version, List<ResourceType> types) {
        return new ProviderPackage(
                name, version, types.stream().collect(Collectors.toMap(ResourceType::token, Function.identity())));
    }

    private static ProviderService service(ProviderPackage provided, ConfigHandler config, Channel engine) {
        return new ProviderService(provided, config, new RunningCalls(new EngineLog(engine)));
    }

    private static ManagedChannel channel(String address) {
        return NettyChannelBuilder.forTarget(address).usePlaintext().build();
    }

    private static Server start(ProviderService service) {
        try {
            // Loopback only: whoever reaches this port acts with the rights of the user who runs pulumi.
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .executor(Executors.newCachedThreadPool())
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("no port to serve on: " + e.getMessage(), e);
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
