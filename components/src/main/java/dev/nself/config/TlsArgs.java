package dev.nself.config;

/**
 * Certificates of the public hosts.
 *
 * @param mode where they come from; default: {@code self-signed} on target local, else {@code acme}
 * @param email address that Let's Encrypt warns; needed for {@code acme}
 * @param certificate path of a PEM file with the certificate and its chain; needed for {@code provided}
 * @param key path of the PEM file with its private key; needed for {@code provided}
 */
public record TlsArgs(
        @Doc("Where certificates come from: self-signed on target local and acme elsewhere unless set") TlsMode mode,
        @Doc("Address that Let's Encrypt writes to; needed for mode acme") String email,
        @Doc("PEM file with the certificate and its chain; needed for mode provided") String certificate,
        @Doc("PEM file with the private key; needed for mode provided") String key) {

    /** Certificates from an authority of the platform's own. */
    public static TlsArgs selfSigned() {
        return new TlsArgs(TlsMode.SELF_SIGNED, null, null, null);
    }

    /** Certificates from Let's Encrypt; {@code email} gets its warnings. */
    public static TlsArgs acme(String email) {
        return new TlsArgs(TlsMode.ACME, email, null, null);
    }

    /** Certificates from two PEM files. */
    public static TlsArgs provided(String certificate, String key) {
        return new TlsArgs(TlsMode.PROVIDED, null, certificate, key);
    }

    TlsArgs on(Target target) {
        if (mode != null || target == null) {
            return this;
        }
        return new TlsArgs(target == Target.LOCAL ? TlsMode.SELF_SIGNED : TlsMode.ACME, email, certificate, key);
    }
}
