package dev.nself.provider.status;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report for people. */
record TextReport(Report report, Map<String, String> urls) {

    /** A table for everything that there is, an empty line between two; then the addresses. */
    String text() {
        return Stream.of(servers(), containers(), members(), slots(), redis(), firewalls(), certificates(),
                        keptVolumes(), addresses())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private String servers() {
        Table table = Table.of("SERVER", "ENGINE", "ADDRESS", "PROBLEM");
        report.servers().forEach(server -> table.row(
                server.server(), server.reachable() ? server.engine() : "unreachable",
                server.address().isEmpty() ? "of the environment" : server.address(), server.problem()));
        return table.toString();
    }

    private String containers() {
        if (report.containers().isEmpty()) {
            return "no container of stack %s on these engines\n".formatted(report.stack());
        }
        Table table = Table.of("SERVER", "SERVICE", "CONTAINER", "IMAGE", "HEALTH", "RESTARTS");
        report.containers().forEach(container -> table.row(
                container.server(), container.service(), container.container(), container.image(), container.health(),
                container.restarts()));
        return table.toString();
    }

    private String members() {
        Table table = Table.of("SERVER", "DATABASE", "STATE", "TIMELINE", "LAG BYTES", "SYNC");
        report.members().forEach(member -> table.row(
                member.server(), member.role(), member.state(), member.timeline(), member.lagBytes(), member.sync()));
        return table.toString();
    }

    private String slots() {
        Table table = Table.of("SERVER", "REPLICATION SLOT", "IN USE", "HELD BYTES", "STATUS");
        report.slots().forEach(slot -> table.row(
                slot.server(), slot.slot(), slot.active() ? "yes" : "no", slot.heldBytes(), slot.status()));
        return table.toString();
    }

    private String redis() {
        Table table = Table.of("SERVER", "REDIS", "STATE", "FOLLOWS");
        report.redis().forEach(redis -> table.row(redis.server(), redis.role(), redis.state(), redis.follows()));
        return table.toString();
    }

    private String firewalls() {
        Table table = Table.of("SERVER", "FIREWALL", "LETS IN");
        for (Facts.Firewall firewall : report.firewalls()) {
            firewall.problems().forEach(problem ->
                    table.row(firewall.server(), firewall.state(), "problem: " + problem));
            firewall.open().forEach(rule -> table.row(firewall.server(), firewall.state(), rule));
            if (firewall.open().isEmpty() && firewall.problems().isEmpty()) {
                table.row(firewall.server(), firewall.state(), "");
            }
        }
        return table.toString();
    }

    private String certificates() {
        Table table = Table.of("SERVER", "CERTIFICATE UNTIL", "DAYS", "SIGNED BY");
        report.certificates().forEach(certificate ->
                table.row(certificate.server(), certificate.until(), certificate.days(), certificate.signedBy()));
        return table.toString();
    }

    private String keptVolumes() {
        Table table = Table.of("SERVER", "DATA KEPT, NOT IN USE", "TO DELETE IT FOR GOOD");
        report.keptVolumes().forEach(volume -> table.row(volume.server(), volume.volume(), volume.removal()));
        return table.toString();
    }

    private String addresses() {
        return urls.entrySet().stream()
                .map(url -> url.getKey() + ": " + url.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
