package dev.nself.policy.server;

import com.google.protobuf.Empty;
import dev.nself.policy.PolicyPack;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerGrpc.AnalyzerBlockingStub;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
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
        Server server = start(pack.get(), Clock.systemUTC(), ended::countDown);
        stdout.println(server.getPort());
        stdout.flush();
        try {
            ended.await();
            // What is being answered, the call to end among it, is answered to its end.
            server.shutdown().awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Goes once through what a run asks, without an engine, and returns: for class data sharing.
     *
     * @param types resource types whose rules are gone through
     */
    public static void rehearse(PolicyPack pack, List<String> types) {
        Server server = start(pack, Clock.systemUTC(), () -> {});
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
        AnalyzerBlockingStub self = AnalyzerGrpc.newBlockingStub(channel);
        self.getAnalyzerInfo(Empty.getDefaultInstance());
        self.configureStack(AnalyzerStackConfigureRequest.newBuilder().setStack("rehearsal").setDryRun(true).build());
        self.configure(ConfigureAnalyzerRequest.getDefaultInstance());
        AnalyzeStackRequest.Builder stack = AnalyzeStackRequest.newBuilder();
        for (String type : types) {
            String urn = "urn:pulumi:rehearsal::rehearsal::" + type + "::rehearsal";
            self.analyze(AnalyzeRequest.newBuilder().setUrn(urn).setType(type).setName("rehearsal").build());
            stack.addResources(AnalyzerResource.newBuilder().setUrn(urn).setType(type).setName("rehearsal"));
        }
        self.analyzeStack(stack.build());
        channel.shutdownNow();
        server.shutdownNow();
    }

    /** Serves without waiting for the end. */
    static Server start(PolicyPack pack, Clock clock, Runnable end) {
        try {
            // Loopback only: what the engine sends holds secrets in plain.
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .executor(Executors.newCachedThreadPool())
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .addService(new AnalyzerService(pack, clock, end))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("no port to serve on: " + e.getMessage(), e);
        }
    }

    /** A killed engine stops nothing: without this its packs would stay. */
    private static void endWithParent() {
        ProcessHandle.current().parent()
                .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
    }
}
