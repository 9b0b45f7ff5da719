package dev.nself.config;

import java.util.List;

/**
 * What each tier needs of the machines. More of them than it needs are fine: a stack file lists them for the tiers to
 * come.
 */
final class TierRules {
    private final PlatformArgs args;
    private final Problems problems;

    private TierRules(PlatformArgs args, Problems problems) {
        this.args = args;
        this.problems = problems;
    }

    static void check(PlatformArgs args, Problems problems) {
        // A role that could not be read is told already, and a count without it would mislead.
        boolean readable = args.servers().stream()
                .allMatch(server -> server != null && server.roles() != null && !server.roles().contains(null));
        if (args.tier() != null && readable) {
            new TierRules(args, problems).check();
        }
    }

    private void check() {
        switch (args.tier()) {
            case SINGLE -> atLeast(1, ServerRole.APP);
            case SPLIT -> {
                atLeast(1, ServerRole.APP);
                atLeast(1, ServerRole.DB);
                apart(ServerRole.APP, ServerRole.DB, "that is tier single: give the data a machine of its own");
            }
            case REPLICATED -> {
                balancers();
                atLeast(2, ServerRole.APP);
                members();
                apart(ServerRole.LB, ServerRole.APP,
                        "both publish ports 80 and 443: give the balancer a machine of its own");
            }
        }
    }

    private void balancers() {
        atLeast(1, ServerRole.LB);
        if (names(ServerRole.LB).size() > 2) {
            problems.add("servers", "must have at most 2 servers with role lb on tier replicated",
                    names(ServerRole.LB), null);
        }
    }

    private void members() {
        atLeast(3, ServerRole.DB);
        int members = names(ServerRole.DB).size();
        if (members > 3 && members % 2 == 0) {
            problems.add("servers", "must have an odd number of servers with role db on tier replicated",
                    names(ServerRole.DB),
                    "members elect the primary by majority: %d survive the loss of no more than %d do;"
                                    .formatted(members, members - 1)
                            + " list one more or one less");
        }
    }

    private void atLeast(int count, ServerRole role) {
        List<String> names = names(role);
        if (names.size() < count) {
            String servers = count == 1 ? " server" : " servers";
            problems.add("servers",
                    "must have at least " + count + servers + " with role " + role.json() + " on tier "
                            + args.tier().json(),
                    names.isEmpty() ? Integer.valueOf(0) : names,
                    "list more machines, or give one of them the role");
        }
    }

    private void apart(ServerRole one, ServerRole other, String fix) {
        for (int index = 0; index < args.servers().size(); index++) {
            ServerArgs server = args.servers().get(index);
            if (server.is(one) && server.is(other)) {
                problems.add(Paths.item("servers", index) + ".roles",
                        "must not have both " + one.json() + " and " + other.json() + " on tier " + args.tier().json(),
                        server.roles().stream().map(ServerRole::json).toList(), fix);
            }
        }
    }

    private List<String> names(ServerRole role) {
        return args.servers().stream().filter(server -> server.is(role)).map(ServerArgs::name).toList();
    }
}
