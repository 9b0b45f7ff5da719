package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Which ports of a container are reached from outside its networks.
 *
 * @param everything all of them, by the server's own network or because the image's ports are all published
 * @param open ports inside the container that are published on an address of the internet or on every address
 * @param closed those that are published on loopback or a private address only
 */
public record Published(boolean everything, List<Integer> open, List<Integer> closed) {

    public Published {
        open = List.copyOf(open);
        closed = List.copyOf(closed);
    }

    public static Published by(Resource container) {
        List<Integer> open = new ArrayList<>();
        List<Integer> closed = new ArrayList<>();
        for (Value port : container.get("ports").items()) {
            boolean datagrams = port.get("protocol").text().filter("udp"::equals).isPresent();
            int internal = port.get("internal").number().map(Double::intValue).orElse(0);
            if (!datagrams) {
                (Addresses.isPrivate(port.get("ip").text().orElse("")) ? closed : open).add(internal);
            }
        }
        boolean host = container.get("networkMode").text().filter("host"::equals).isPresent();
        return new Published(host || container.get("publishAllPorts").isTrue(), open, closed);
    }

    /** Whether anyone outside the container's networks reaches anything in it. */
    public boolean anything() {
        return everything || !open.isEmpty() || !closed.isEmpty();
    }

    /** Whether the internet reaches one of these ports. */
    public boolean isOpen(int first, int last) {
        return everything || open.stream().anyMatch(port -> first <= port && port <= last);
    }
}
