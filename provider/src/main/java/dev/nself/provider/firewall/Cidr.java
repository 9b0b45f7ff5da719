package dev.nself.provider.firewall;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses.
 *
 * @param address its first one, as written
 * @param prefix how many leading bits all of them share
 * @param family which kind of addresses
 */
record Cidr(String address, int prefix, Family family) {

    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]+)/(\\d{1,3})");

    /** Empty when the text is none, or names an address within the range instead of its first one. */
    static Optional<Cidr> of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(parts.group(2));
        return Family.of(parts.group(1))
                .filter(family -> prefix <= family.bits() && firstOfRange(parts.group(1), prefix))
                .map(family -> new Cidr(parts.group(1), prefix, family));
    }

    boolean isEverybody() {
        return prefix == 0;
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }

    private static boolean firstOfRange(String address, int prefix) {
        byte[] bytes = bytes(address);
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + address, e);
        }
    }
}
