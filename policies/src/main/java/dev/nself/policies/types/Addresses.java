package dev.nself.policies.types;

import java.util.List;
import java.util.Locale;

/** Addresses and ranges, as far as rules ask who reaches them. */
public final class Addresses {

    /** Own machine, private networks (RFC 1918, RFC 4193), link-local, and carriers' or meshes' networks (RFC 6598). */
    private static final List<String> PRIVATE = List.of(
            "127\\..*", "10\\..*", "192\\.168\\..*", "172\\.(1[6-9]|2\\d|3[01])\\..*", "169\\.254\\..*",
            "100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*", "::1(/128)?", "f[cd][0-9a-f]{2}:.*",
            "fe[89ab][0-9a-f]:.*");

    private Addresses() {}

    /** Whether the address or range is the machine itself: {@code 127.0.0.1}, {@code [::1]}, {@code localhost}. */
    public static boolean isLoopback(String address) {
        String bare = bare(address);
        return bare.equals("localhost") || bare.equals("::1") || bare.startsWith("127.");
    }

    /** Whether no one on the internet can reach it; false for no address, which is every address. */
    public static boolean isPrivate(String address) {
        String bare = bare(address);
        return bare.equals("localhost") || PRIVATE.stream().anyMatch(bare::matches);
    }

    private static String bare(String address) {
        return address.replace("[", "").replace("]", "").toLowerCase(Locale.ROOT);
    }
}
