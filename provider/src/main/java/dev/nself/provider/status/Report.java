package dev.nself.provider.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * How a stack is: the JSON document of {@code ./nself status --json}, its keys in this order.
 *
 * @param members the database's members
 * @param slots replication slots of the database, which keep its log from being removed
 */
record Report(
        String stack,
        List<Facts.Server> servers,
        List<Facts.Running> containers,
        List<Facts.Certificate> certificates,
        List<Member> members,
        List<PostgresView.Slot> slots,
        List<Facts.Redis> redis,
        List<Facts.Firewall> firewalls,
        List<Facts.KeptVolume> keptVolumes,
        JsonNode outputs) {

    static Report of(String stack, Facts facts, Outputs outputs) {
        return new Report(
                stack, sorted(facts.servers(), Facts.Server::server), sorted(facts.containers(), Facts.Running::server),
                sorted(facts.certificates(), Facts.Certificate::server),
                Member.of(sorted(facts.postgres(), PostgresView::server)),
                facts.postgres().stream().flatMap(member -> member.slots().stream()).toList(),
                sorted(facts.redis(), Facts.Redis::server), sorted(facts.firewalls(), Facts.Firewall::server),
                sorted(facts.keptVolumes(), Facts.KeptVolume::server), outputs.json());
    }

    /** Stable: what is of one server keeps its order. */
    private static <T> List<T> sorted(List<T> rows, Function<T, String> server) {
        return rows.stream().sorted(Comparator.comparing(server)).toList();
    }

    /** Whether nothing needs somebody's attention. Kept data does not: it is there on purpose. */
    @JsonProperty("well")
    boolean well() {
        return servers.stream().allMatch(Facts.Server::reachable)
                && !containers.isEmpty()
                && containers.stream().allMatch(Facts.Running::well)
                && certificates.stream().noneMatch(certificate -> certificate.days() < 0)
                && (members.isEmpty() || count("primary") == 1)
                && members.stream().allMatch(Member::well)
                && slots.stream().allMatch(PostgresView.Slot::well)
                && redis.stream().allMatch(Facts.Redis::well)
                && firewalls.stream().allMatch(Facts.Firewall::well);
    }

    private long count(String role) {
        return members.stream().filter(member -> member.role().equals(role)).count();
    }
}
