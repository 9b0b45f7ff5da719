package dev.nself.provider.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a container on a server's own network sees of it.
 *
 * @param listeners where programs listen on TCP
 * @param addresses the server's own addresses
 * @param diskMiB size of the disk that the engine's containers are on
 * @param freeMiB what is free of it
 */
record HostFacts(List<Listener> listeners, List<InetAddress> addresses, long diskMiB, long freeMiB) {

    /** A place where a program waits for connections. */
    record Listener(InetAddress address, int port) {
        /** Whether it takes connections to the address, or to any address when that is null. */
        boolean takes(InetAddress wanted) {
            boolean named = wanted == null ? !address.isLoopbackAddress() : address.equals(wanted);
            return named || address.isAnyLocalAddress();
        }
    }

    /** Prints what {@link #parse} reads: the kernel's tables of sockets and addresses, and the disk. */
    static final String SCRIPT = "cat /proc/net/tcp /proc/net/fib_trie; "
            + "for table in tcp6 if_inet6; do [ ! -e /proc/net/$table ] || cat /proc/net/$table; done; df -Pk /";

    /** A row of tcp or tcp6 in state 0A, LISTEN: number, local address, remote address, state. */
    private static final Pattern LISTENING = Pattern.compile(
            "^\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:0000 0A ", Pattern.MULTILINE);

    private static final Pattern OWN_IPV4 = Pattern.compile("\\|-- (\\S+)\\n\\s+/32 host LOCAL");
    private static final Pattern OWN_IPV6 =
            Pattern.compile("^([0-9a-f]{32})( [0-9a-f]{2}){4}\\s+\\S+$", Pattern.MULTILINE);

    /** POSIX: file system, size, used, available, capacity, place. */
    private static final Pattern DISK =
            Pattern.compile("^\\S+\\s+(\\d+)\\s+\\d+\\s+(\\d+)\\s+\\S+\\s+/$", Pattern.MULTILINE);

    /** Whether a program takes connections to that port of the address, or of any address when that is null. */
    boolean listens(InetAddress address, int port) {
        return listeners.stream().anyMatch(listener -> listener.port() == port && listener.takes(address));
    }

    /** The addresses by which others may know the server. */
    String addressesInWords() {
        return addresses.stream()
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static HostFacts parse(String text) {
        List<Listener> listeners = LISTENING.matcher(text).results()
                .map(row -> new Listener(address(littleEndian(row.group(1))), Integer.parseInt(row.group(2), 16)))
                .toList();
        List<InetAddress> addresses = new ArrayList<>();
        OWN_IPV4.matcher(text).results().map(row -> parseAddress(row.group(1))).forEach(addresses::add);
        OWN_IPV6.matcher(text).results().map(row -> address(row.group(1))).forEach(addresses::add);
        MatchResult disk = DISK.matcher(text).results().findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no disk in: " + text));
        long size = Long.parseLong(disk.group(1)) >> 10;
        long free = Long.parseLong(disk.group(2)) >> 10;
        return new HostFacts(listeners, List.copyOf(addresses), size, free);
    }

    /** An IP address; never a name, so nothing is looked up. */
    static InetAddress parseAddress(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no IP address: " + text, e);
        }
    }

    private static InetAddress address(String hex) {
        try {
            return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no IP address: " + hex, e);
        }
    }

    /** The kernel prints addresses in words of its processor's byte order, which is this in all that images are for. */
    private static String littleEndian(String hex) {
        StringBuilder bytes = new StringBuilder();
        for (int word = 0; word < hex.length(); word += 8) {
            for (int at = word + 6; at >= word; at -= 2) {
                bytes.append(hex, at, at + 2);
            }
        }
        return bytes.toString();
    }
}
