package dev.nself.model;

import dev.nself.config.ProvidedCertificate;
import dev.nself.model.proxy.ProxyPlan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The whole platform as plain values, before any resource exists.
 *
 * @param names how things are called in this stack
 * @param machines the servers
 * @param kept names of the servers on which volumes for data are declared, whether the data is there or not
 * @param placements what to make where, in an order that respects {@link Step#after}
 * @param secrets what is generated
 * @param certificates what the platform's own authority signs
 * @param provided certificates of the user, by the name that they stand in for
 * @param directoryAuthority in PEM, who signed the certificate of the ACME directory; empty for a public authority
 * @param proxy what the reverse proxy serves
 * @param postgres settings of the database server
 * @param redisMemoryMiB memory that the cache may use for data; 0 without a cache
 * @param functions path in the container to content, for each file of the user's functions
 * @param labels the user's labels for every container
 * @param urls name of a service to the address that users open
 * @param architecture what images are built for, for example {@code linux/amd64}
 */
public record Plan(
        Names names,
        List<Machine> machines,
        List<String> kept,
        List<Placement> placements,
        List<SecretSpec> secrets,
        List<CertificateSpec> certificates,
        SortedMap<String, ProvidedCertificate> provided,
        Optional<String> directoryAuthority,
        ProxyPlan proxy,
        PostgresPlan postgres,
        int redisMemoryMiB,
        SortedMap<String, String> functions,
        SortedMap<String, String> labels,
        SortedMap<String, String> urls,
        String architecture) {

    public Plan {
        machines = List.copyOf(machines);
        kept = List.copyOf(kept);
        placements = List.copyOf(placements);
    }

    /** The servers on which volumes of the service are declared besides those where it runs. */
    public List<String> keptOf(Service service) {
        boolean moves = placements.stream().anyMatch(placement ->
                placement.step() instanceof Step.Primary primary && primary.owner().equals(service.name()));
        return moves ? kept : List.of();
    }

    /** What the database must have before services connect. */
    public Database database() {
        return placements.stream()
                .map(Placement::step)
                .filter(Step.Roles.class::isInstance)
                .map(step -> ((Step.Roles) step).database())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a plan without a database"));
    }
}
