package dev.nself.config;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The machines: each one sound by itself, none listed twice. Whether they are enough is for {@link TierRules}. */
final class ServerRules {
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,19}[a-z0-9])?");

    private ServerRules() {}

    static void check(PlatformArgs args, Problems problems) {
        if (args.target() == null) {
            return;
        }
        List<ServerArgs> servers = args.servers();
        switch (args.target()) {
            case LOCAL -> absent(servers, "this machine's engine carries every server of the tier", problems);
            case AWS -> absent(servers, "this target makes its own machines", problems);
            case KUBERNETES -> absent(servers, "the cluster places what runs", problems);
            case SERVERS -> {
                if (servers.isEmpty()) {
                    problems.add("servers", "is required on target servers",
                            "list the machines, each with name, roles, address, docker");
                    return;
                }
                checkEach(args, problems);
                unique(servers, "name", ServerArgs::name, problems);
                unique(servers, "address", ServerRules::canonicalAddress, problems);
                unique(servers, "docker", ServerRules::engine, problems);
                TierRules.check(args, problems);
            }
        }
    }

    private static void absent(List<ServerArgs> servers, String reason, Problems problems) {
        if (!servers.isEmpty()) {
            problems.add("servers", "is for target servers only", reason + "; remove it");
        }
    }

    private static void checkEach(PlatformArgs args, Problems problems) {
        for (int index = 0; index < args.servers().size(); index++) {
            ServerArgs server = args.servers().get(index);
            if (server != null) {
                String path = Paths.item("servers", index);
                checkName(server, path, problems);
                checkRoles(server, path, problems);
                checkAddress(server, args.tier(), path, problems);
                EngineRules.check(server, path, problems);
                checkPublicAddress(server, path, problems);
            }
        }
    }

    private static void checkName(ServerArgs server, String path, Problems problems) {
        if (server.name() != null && !NAME.matcher(server.name()).matches()) {
            problems.add(path + ".name",
                    "must be 1 to 21 lower-case letters, digits and inner hyphens, a letter first", server.name(),
                    "for example app1");
        }
    }

    private static void checkRoles(ServerArgs server, String path, Problems problems) {
        if (server.roles() == null) {
            return;
        }
        if (server.roles().isEmpty()) {
            problems.add(path + ".roles", "must have at least one role", "one or more of app, db, lb, ops");
        }
        EnumSet<ServerRole> seen = EnumSet.noneOf(ServerRole.class);
        for (int index = 0; index < server.roles().size(); index++) {
            ServerRole role = server.roles().get(index);
            if (role != null && !seen.add(role)) {
                problems.add(Paths.item(path + ".roles", index), "must be unique", role.json(), "remove one of them");
            }
        }
    }

    private static void checkAddress(ServerArgs server, Tier tier, String path, Problems problems) {
        String address = server.address();
        if (address == null) {
            if (tier != null && tier != Tier.SINGLE) {
                problems.add(path + ".address", "is required on tier " + tier.json(),
                        "the private IP address where the other servers reach it");
            }
            return;
        }
        Optional<InetAddress> parsed = IpAddress.parse(address);
        if (parsed.isEmpty()) {
            problems.add(path + ".address", "must be an IP address", address, "for example 10.0.0.11");
        } else if (!IpAddress.isPrivate(parsed.get())) {
            problems.add(path + ".address",
                    "must be a private address of 10/8, 172.16/12, 192.168/16, 100.64/10 or fd00::/8", address,
                    "traffic between servers must not cross the internet unprotected: join the servers by a private"
                            + " network or a VPN and name their addresses there");
        }
    }

    private static void checkPublicAddress(ServerArgs server, String path, Problems problems) {
        String address = server.publicAddress();
        if (address == null) {
            return;
        }
        if (IpAddress.parse(address).isEmpty()) {
            problems.add(path + ".publicAddress", "must be an IP address", address, "for example 203.0.113.5");
        } else if (server.roles() != null && !server.is(ServerRole.APP) && !server.is(ServerRole.LB)
                && !server.roles().contains(null)) {
            problems.add(path + ".publicAddress", "is not used without role app or lb", address,
                    "users reach no other server; remove it");
        }
    }

    /** Two spellings of an IPv6 address are one. */
    private static String canonicalAddress(ServerArgs server) {
        return server.address() == null
                ? null
                : IpAddress.parse(server.address()).map(InetAddress::getHostAddress).orElse(null);
    }

    private static String engine(ServerArgs server) {
        return server.docker() == null ? null : EngineRules.machine(server.docker());
    }

    private static void unique(
            List<ServerArgs> servers, String key, Function<ServerArgs, String> value, Problems problems) {
        Map<String, Integer> first = new HashMap<>();
        for (int index = 0; index < servers.size(); index++) {
            String own = servers.get(index) == null ? null : value.apply(servers.get(index));
            Integer other = own == null ? null : first.putIfAbsent(own, index);
            if (other != null) {
                problems.add(Paths.item("servers", index) + "." + key, "must be unique", own,
                        "servers[" + other + "] has it too");
            }
        }
    }
}
