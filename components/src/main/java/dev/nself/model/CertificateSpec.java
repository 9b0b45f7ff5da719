package dev.nself.model;

import java.util.List;

/**
 * A server certificate that the platform's own authority signs.
 *
 * @param name its logical name
 * @param commonName the subject, one of the DNS names
 * @param dnsNames every name that clients use
 * @param validityDays days from making to expiry; renewed when less than a third is left
 */
public record CertificateSpec(String name, String commonName, List<String> dnsNames, int validityDays) {

    public CertificateSpec {
        dnsNames = List.copyOf(dnsNames);
    }
}
