package dev.nself.provider.firewall;

import java.util.List;

/**
 * One thing that is let in.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param port the port that was asked for, before a published one was sent on to its container
 * @param source who may
 * @param destination the address that was asked for, before it was sent on; empty for any
 * @param description what it is good for, shown beside the rule
 */
record Opening(String protocol, int port, Cidr source, String destination, String description) {

    /** The filter takes 255 characters; the rest of the comment needs up to 110 of them. */
    private static final int LONGEST_DESCRIPTION = 140;

    /** What the packet filter compares, in its own words. */
    String match() {
        StringBuilder match = new StringBuilder();
        if (!source.isEverybody()) {
            match.append("-s ").append(source).append(' ');
        }
        match.append("-p ").append(protocol).append(" -m conntrack --ctorigdstport ").append(port);
        if (!destination.isEmpty()) {
            match.append(" --ctorigdst ").append(destination);
        }
        return match + " --ctdir ORIGINAL -m comment --comment \"nself: " + this + "\"";
    }

    static String matches(List<Opening> openings, Family family) {
        return String.join("\n", openings.stream()
                .filter(opening -> opening.source().family() == family)
                .map(Opening::match)
                .toList());
    }

    @Override
    public String toString() {
        String who = source.isEverybody() ? "everybody (" + source + ")" : source.toString();
        String where = destination.isEmpty() ? "" : " to " + destination;
        return "%s %d from %s%s: %s".formatted(protocol, port, who, where, plain(description));
    }

    /** A comment is a word in quotes on a line. */
    private static String plain(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9 ._:/,+()@=-]", " ").strip();
        return plain.length() <= LONGEST_DESCRIPTION ? plain : plain.substring(0, LONGEST_DESCRIPTION);
    }
}
