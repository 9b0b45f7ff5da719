package dev.nself.topology;

import dev.nself.config.PlatformArgs;
import dev.nself.config.ServerArgs;
import dev.nself.config.ServerRole;
import dev.nself.config.Tier;
import dev.nself.model.Machine;
import dev.nself.model.Member;
import dev.nself.model.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which servers a tier uses, and for what.
 *
 * @param application where the proxy, GraphQL, sign-in, functions and the user's own services run
 * @param data where the database, the cache and the objects are
 * @param kept where volumes for data are declared: also those of other tiers, so that nothing lets go of them
 * @param candidates where data of another tier may be: it is looked for there
 */
record Layout(List<Machine> application, List<Machine> data, List<Machine> kept, List<Machine> candidates) {

    Layout {
        application = List.copyOf(application);
        data = List.copyOf(data);
        kept = List.copyOf(kept);
        candidates = List.copyOf(candidates);
    }

    /** The layout of the tier that the arguments ask for. */
    static Layout of(PlatformArgs args) {
        return switch (args.target()) {
            case LOCAL -> implied(args.tier());
            case SERVERS -> listed(args.tier(), args.servers());
            case AWS, KUBERNETES -> throw new IllegalStateException("checked before: target " + args.target());
        };
    }

    /** Every server on which something runs, each once. */
    List<Machine> used() {
        Set<Machine> used = new LinkedHashSet<>(application);
        used.addAll(data);
        return List.copyOf(used);
    }

    /** Every server, each once. */
    List<Machine> machines() {
        Set<Machine> all = new LinkedHashSet<>(used());
        all.addAll(kept);
        return List.copyOf(all);
    }

    /** Where a service with data is to be. */
    List<Member> members(String service, int port) {
        return data.stream().map(machine -> new Member(machine, service, port)).toList();
    }

    /** Where its data may be now. */
    List<Member> candidates(String service, int port) {
        return candidates.stream().map(machine -> new Member(machine, service, port)).toList();
    }

    /** A service on every application server. */
    List<Place> onApplication(String service) {
        return application.stream().map(machine -> new Place(machine, service)).toList();
    }

    /** On the engine of this machine the tier alone says which servers there are; their names keep them apart. */
    private static Layout implied(Tier tier) {
        Machine app1 = Machine.here("app1");
        Machine db1 = Machine.here("db1");
        List<Machine> both = List.of(app1, db1);
        return switch (tier) {
            // A developer who never leaves this tier has no volumes of another one.
            case SINGLE -> new Layout(List.of(app1), List.of(app1), List.of(app1), both);
            case SPLIT -> new Layout(List.of(app1), List.of(db1), both, both);
            case REPLICATED -> throw new IllegalStateException("checked before: tier " + tier);
        };
    }

    /** Of the user's machines a tier takes the first ones with the role; the others keep their volumes for another tier. */
    private static Layout listed(Tier tier, List<ServerArgs> servers) {
        List<Machine> application = machines(servers, ServerRole.APP);
        List<Machine> database = machines(servers, ServerRole.DB);
        Set<Machine> all = new LinkedHashSet<>(application.subList(0, 1));
        all.addAll(database);
        List<Machine> places = List.copyOf(all);
        List<Machine> first = application.subList(0, 1);
        return switch (tier) {
            case SINGLE -> new Layout(first, first, places, places);
            case SPLIT -> new Layout(first, database.subList(0, 1), places, places);
            case REPLICATED -> throw new IllegalStateException("checked before: tier " + tier);
        };
    }

    private static List<Machine> machines(List<ServerArgs> servers, ServerRole role) {
        return servers.stream()
                .filter(server -> server.is(role))
                .map(server -> new Machine(server.name(), server.endpoint(), server.address() == null ? "" : server.address()))
                .toList();
    }
}
