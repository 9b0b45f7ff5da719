package dev.nself.policies.firewall;

import dev.nself.policies.types.Internet;
import dev.nself.policies.types.Ports;
import dev.nself.policies.types.SecurityGroups;
import dev.nself.policy.Policy;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Severity;
import java.util.List;

/** {@code fw-no-open-data}: databases and consoles are reached by their own programs only. */
final class OpenData {

    /**
     * Grafana, admin console, Loki, Tempo, PostgreSQL, Redis, PgBouncer, GraphQL engine, MinIO and its console,
     * Prometheus, Alertmanager.
     */
    private static final Setting<List<Integer>> PORTS = Ports.setting("dataPorts",
            "ports of databases, storage, consoles and monitoring",
            3000, 3021, 3100, 3200, 5432, 6379, 6432, 8080, 9000, 9001, 9090, 9093);

    private static final String FIX = "let in the security group of the programs that use it; people come through the"
            + " proxy or a VPN";

    private OpenData() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("fw-no-open-data",
                        "a port of a database, a storage, a console or the monitoring is not open to the internet",
                        "scanners find an open database within minutes; then one password, or none, is all that guards it",
                        "AWS-0107", "CP aws-ec2-securitygroup-disallow-public-internet-ingress")
                .withSeverity(Severity.CRITICAL)
                .withSettings(PORTS, Internet.OWN_RANGES);
        return ResourcePolicy.of(rule)
                .on(SecurityGroups.TYPES, (resource, verdict) -> PublicIngress.check(resource, verdict,
                        opened -> PublicIngress.opens(opened, verdict.setting(PORTS)), FIX));
    }
}
