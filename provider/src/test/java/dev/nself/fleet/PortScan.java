package dev.nself.fleet;

import dev.nself.provider.exec.Command;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * Tries every TCP port of an address and prints those that answer, one a line. A program of its own, to be run in the
 * network from which to look. Takes some 20 s when the other side drops everything.
 */
public final class PortScan {

    private static final int AT_A_TIME = 8000;

    /** More in one go would be lost on the way. */
    private static final int IN_ONE_GO = 200;

    /** A first packet that was lost is sent again after 1 s. */
    private static final Duration PATIENCE = Duration.ofMillis(2500);

    private final String address;
    private final Selector selector;
    private final Deque<Attempt> attempts = new ArrayDeque<>();
    private final TreeSet<Integer> open = new TreeSet<>();

    private record Attempt(int port, SocketChannel channel, long deadline) {}

    private PortScan(String address) throws IOException {
        this.address = address;
        this.selector = Selector.open();
    }

    /** The open ports of the address, as seen from a network of the fleet. */
    public static List<Integer> from(Fleet fleet, String network, String address) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Command.Result result = fleet.run(
                network, java, "-cp", System.getProperty("java.class.path"), PortScan.class.getName(), address);
        if (!result.ok()) {
            throw new AssertionError("port scan failed: " + result.errors().strip());
        }
        return result.output().lines().map(Integer::valueOf).toList();
    }

    public static void main(String[] arguments) throws IOException {
        new PortScan(arguments[0]).openPorts().forEach(System.out::println);
    }

    private TreeSet<Integer> openPorts() throws IOException {
        int next = 1;
        while (next <= 65_535 || !attempts.isEmpty()) {
            int last = Math.min(65_535, next + IN_ONE_GO - 1);
            while (next <= last && attempts.size() < AT_A_TIME) {
                attempt(next++);
            }
            selector.select(5);
            for (SelectionKey key : selector.selectedKeys()) {
                finish((SocketChannel) key.channel(), (Integer) key.attachment());
            }
            selector.selectedKeys().clear();
            endOldOnes();
        }
        return open;
    }

    private void attempt(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(address, port));
        channel.register(selector, SelectionKey.OP_CONNECT, port);
        attempts.add(new Attempt(port, channel, System.nanoTime() + PATIENCE.toNanos()));
    }

    private void finish(SocketChannel channel, int port) throws IOException {
        try {
            if (channel.finishConnect()) {
                open.add(port);
            }
        } catch (IOException refused) {
            // Closed: what most ports are.
        }
        channel.close();
    }

    /** On a busy machine an answer may lie there unread. */
    private void endOldOnes() throws IOException {
        while (!attempts.isEmpty()
                && (!attempts.peek().channel().isOpen() || attempts.peek().deadline() < System.nanoTime())) {
            Attempt attempt = attempts.remove();
            if (attempt.channel().isOpen()) {
                finish(attempt.channel(), attempt.port());
            }
        }
    }
}
