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

    private static final int AT_A_TIME = 5000;

    /** A first packet that was lost is sent again after 1 s. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

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
            while (next <= 65_535 && attempts.size() < AT_A_TIME) {
                attempt(next++);
            }
            selector.select(20);
            for (SelectionKey key : selector.selectedKeys()) {
                finish(key);
            }
            selector.selectedKeys().clear();
            giveUpOldOnes();
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

    private void finish(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (channel.finishConnect()) {
                open.add((Integer) key.attachment());
            }
        } catch (IOException refused) {
            // Closed: what most ports are.
        }
        channel.close();
    }

    private void giveUpOldOnes() throws IOException {
        while (!attempts.isEmpty()
                && (!attempts.peek().channel().isOpen() || attempts.peek().deadline() < System.nanoTime())) {
            attempts.remove().channel().close();
        }
    }
}
