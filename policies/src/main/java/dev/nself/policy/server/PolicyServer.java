package dev.nself.policy.server;

import com.google.protobuf.Empty;
import dev.nself.policy.PolicyPack;
import dev.nself.policy.Resource;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerGrpc.AnalyzerBlockingStub;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;

/** Runs a pack as the engine expects it: a process that serves on a port of its own and ends with the engine. */
public final class PolicyServer {

    /** What the engine itself allows: a whole stack with large file contents passes through. */
    private static final int MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

    private PolicyServer() {}

    /**
     * Serves until the engine goes away. The first line on stdout is the port; whatever else is printed, by rules too,
     * goes to stderr.
     *
     * @param pack asked once, after stdout is kept clean
     * @param args the process's arguments, the first is the engine's address
     */
    public static void serve(Supplier<PolicyPack> pack, String[] args) {
        PrintStream stdout = System.out;
        System.setOut(System.err);
        if (args.length < 1) {
            throw new IllegalArgumentException("first argument: the address of the engine is missing;"
                    + " this program is started by pulumi: pulumi up --policy-pack <folder>");
        }
        endWithParent();
        CountDownLatch ended = new CountDownLatch(1);
        EventLoopGroup loop = loop();
        Server server = start(pack.get(), Clock.systemUTC(), ended::countDown, loop);
        // A JVM that ends waits 0.3 s for threads that wait in the kernel, and the engine waits for the JVM.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(loop)));
        stdout.println(server.getPort());
        stdout.flush();
        try {
            ended.await();
            // What is being answered, the call to end among it, is answered to its end.
            server.shutdown().awaitTermination();
            close(loop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Goes once through what a run asks, without an engine, and returns: for class data sharing.
     *
     * @param resources what the rules are asked of, one after the other and then as a stack
     */
    public static void rehearse(PolicyPack pack, List<Resource> resources) {
        EventLoopGroup loop = loop();
        Server server = start(pack, Clock.systemUTC(), () -> {}, loop);
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext()
                .channelType(NioSocketChannel.class).eventLoopGroup(loop()).build();
        AnalyzerBlockingStub self = AnalyzerGrpc.newBlockingStub(channel);
        self.handshake(AnalyzerHandshakeRequest.getDefaultInstance());
        self.configureStack(AnalyzerStackConfigureRequest.newBuilder().setStack("rehearsal").setDryRun(true).build());
        self.getPluginInfo(Empty.getDefaultInstance());
        self.getAnalyzerInfo(Empty.getDefaultInstance());
        self.configure(ConfigureAnalyzerRequest.getDefaultInstance());
        AnalyzeStackRequest.Builder stack = AnalyzeStackRequest.newBuilder();
        for (Resource resource : resources) {
            AnalyzeRequest asked = AnalyzeRequest.newBuilder().setUrn(resource.urn()).setType(resource.type())
                    .setName(resource.name()).setProperties(Wire.encode(resource.properties())).build();
            self.remediate(asked);
            self.analyze(asked);
            stack.addResources(AnalyzerResource.newBuilder().setUrn(asked.getUrn()).setType(asked.getType())
                    .setName(asked.getName()).setProperties(asked.getProperties()));
        }
        self.analyzeStack(stack.build());
        self.cancel(Empty.getDefaultInstance());
        channel.shutdownNow();
        server.shutdownNow();
        close(loop);
    }

    /** Serves without waiting for the end. */
    static Server start(PolicyPack pack, Clock clock, Runnable end) {
        return start(pack, clock, end, loop());
    }

    private static Server start(PolicyPack pack, Clock clock, Runnable end, EventLoopGroup loop) {
        try {
            // Loopback only: what the engine sends holds secrets in plain.
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .channelType(NioServerSocketChannel.class)
                    .bossEventLoopGroup(loop)
                    .workerEventLoopGroup(loop)
                    // The engine asks one thing after the other: handing each to another thread only makes it wait longer.
                    .directExecutor()
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .addService(new AnalyzerService(pack, clock, end))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("no port to serve on: " + e.getMessage(), e);
        }
    }

    /** One thread, which does not keep the process. Not the kernel's own kind of loop: its library is unpacked first. */
    private static EventLoopGroup loop() {
        return new NioEventLoopGroup(1, new DefaultThreadFactory("policies", true));
    }

    private static void close(EventLoopGroup loop) {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    /** A killed engine stops nothing: without this its packs would stay. */
    private static void endWithParent() {
        ProcessHandle.current().parent()
                .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
    }
}
