package dev.nself.policies.types;

import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One rule of a security group, whichever resource it stands in.
 *
 * @param protocol a name or number; {@code -1} for all
 * @param fromPort the first port; the type where the protocol is ICMP
 * @param toPort the last port; the code where the protocol is ICMP
 * @param ranges one value for IPv4 and one for IPv6: a list of ranges or a single one
 * @param description what the rule is for
 */
public record GroupRule(Value protocol, Value fromPort, Value toPort, List<Value> ranges, Value description) {

    private static final int LAST = 65_535;
    private static final List<String> EVERY = List.of("-1", "all");
    private static final List<String> WITH_PORTS = List.of("tcp", "6", "udp", "17");
    private static final List<String> ICMP = List.of("icmp", "1", "icmpv6", "58");

    /** Whether a preview has what is asked for below. */
    public boolean knowsPorts() {
        return !protocol.isUnknown() && !fromPort.isUnknown() && !toPort.isUnknown();
    }

    /** Whether it is about every port: of every protocol, or the whole range of one. */
    public boolean isEveryPort() {
        return EVERY.contains(name()) || hasPorts() && first() <= 1 && last() >= LAST;
    }

    /** Whether it is about a range of ports; not so for ICMP, IPsec, and a rule that is about every protocol. */
    public boolean hasPorts() {
        return WITH_PORTS.contains(name());
    }

    /** Echo, and the messages without which paths with smaller packets fail. */
    public boolean isIcmp() {
        return ICMP.contains(name());
    }

    public boolean covers(int port) {
        return EVERY.contains(name()) || hasPorts() && first() <= port && port <= last();
    }

    /** The first port; 0 where none is given. */
    public int first() {
        return fromPort.number().map(Double::intValue).orElse(0);
    }

    /** The last port; the highest there is where none is given. */
    public int last() {
        return toPort.number().map(Double::intValue).orElse(LAST);
    }

    /** Looks at each range; one that is unknown does not keep the others from being looked at. */
    public void eachRange(Verdict verdict, Consumer<Value> check) {
        for (Value given : ranges) {
            if (given.kind() == Value.Kind.LIST) {
                verdict.each(given, check);
            } else if (!given.isAbsent()) {
                verdict.attempt(() -> check.accept(given));
            }
        }
    }

    /** As a message names it: {@code port 22}, {@code ports 20 to 25}, {@code every port}. */
    public String ports() {
        if (isEveryPort()) {
            return "every port";
        }
        if (!hasPorts()) {
            return "protocol " + name();
        }
        return first() == last() ? "port " + first() : "ports " + first() + " to " + last();
    }

    private String name() {
        return protocol.text().orElse("-1").toLowerCase(Locale.ROOT);
    }
}
