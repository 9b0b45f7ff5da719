package dev.nself.provider.firewall;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The two kinds of addresses, each with a packet filter of its own. */
enum Family {
    IPV4(32),
    IPV6(128);

    private static final String NUMBER = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FOUR_NUMBERS = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}");
    private static final Pattern WITH_COLONS = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F.:]*");

    private final int bits;

    Family(int bits) {
        this.bits = bits;
    }

    /** The kind of this address; empty when it is none. Names are never looked up. */
    static Optional<Family> of(String address) {
        if (FOUR_NUMBERS.matcher(address).matches()) {
            return Optional.of(IPV4);
        }
        return WITH_COLONS.matcher(address).matches() && isSix(address) ? Optional.of(IPV6) : Optional.empty();
    }

    private static boolean isSix(String address) {
        try {
            return InetAddress.getByName(address) instanceof Inet6Address;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    int bits() {
        return bits;
    }
}
