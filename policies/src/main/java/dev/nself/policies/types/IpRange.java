package dev.nself.policies.types;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses.
 *
 * @param start any address in it, as a number
 * @param prefix how many leading bits all its addresses share
 * @param bits 32 for IPv4, 128 for IPv6
 */
public record IpRange(BigInteger start, int prefix, int bits) {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FORM = Pattern.compile(
            "(?<address>" + OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(/(?<prefix>\\d{1,3}))?");

    /** Addresses that the internet does not route: RFC 1918, 6598, 1122, 3927, 4193, 4291. */
    private static final List<IpRange> PRIVATE = List.of(
            ipv4(10, 0, 8), ipv4(172, 16, 12), ipv4(192, 168, 16), ipv4(100, 64, 10), ipv4(127, 0, 8),
            ipv4(169, 254, 16), ipv6(0xfc00, 7), ipv6(0xfe80, 10), new IpRange(BigInteger.ONE, 128, 128));

    /** A range as {@code address/prefix}, or one address; empty where the text is neither. */
    public static Optional<IpRange> of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        String address = form.group("address");
        try {
            // The form lets through literal addresses only, so that no name is looked up here.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int bits = bytes.length * 8;
            String given = form.group("prefix");
            int prefix = given == null ? bits : prefix(address, bits, Integer.parseInt(given));
            return prefix > bits ? Optional.empty() : Optional.of(new IpRange(new BigInteger(1, bytes), prefix, bits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether each address of the other one is in this one. */
    public boolean contains(IpRange other) {
        int rest = bits - prefix;
        return bits == other.bits && prefix <= other.prefix
                && start.shiftRight(rest).equals(other.start.shiftRight(rest));
    }

    /** Whether the internet routes none of its addresses. */
    public boolean isPrivate() {
        return PRIVATE.stream().anyMatch(known -> known.contains(this));
    }

    /** An IPv4 address within IPv6 is read as what it stands for. */
    private static int prefix(String address, int bits, int given) {
        return bits == 32 && address.contains(":") ? Math.max(0, given - 96) : given;
    }

    private static IpRange ipv4(int first, int second, int prefix) {
        return new IpRange(BigInteger.valueOf(first * 256L + second).shiftLeft(16), prefix, 32);
    }

    private static IpRange ipv6(int first, int prefix) {
        return new IpRange(BigInteger.valueOf(first).shiftLeft(112), prefix, 128);
    }
}
