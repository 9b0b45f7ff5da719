package dev.nself.config;

/**
 * Certificates of the public hosts.
 *
 * @param mode where they come from; default: {@code self-signed} on target local, else {@code acme}
 * @param email address that Let's Encrypt warns; needed for {@code acme}
 * @param directory address of the ACME authority's directory; default: that of Let's Encrypt
 * @param directoryCa path of a PEM file with the authority that signed the directory's own certificate; null: a public one
 * @param certificate path of a PEM file with the certificate and its chain; needed for {@code provided}
 * @param key path of the PEM file with its private key; needed for {@code provided}
 */
public record TlsArgs(
        @Doc("Where certificates come from: self-signed on target local and acme elsewhere unless set") TlsMode mode,
        @Doc("Address that Let's Encrypt writes to; needed for mode acme") String email,
        @Doc("Directory of the authority for mode acme, such as Let's Encrypt's staging or a private one") String directory,
        @Doc("PEM file with the authority behind the directory's own certificate, where that is a private one") String directoryCa,
        @Doc("PEM file with the certificate and its chain; needed for mode provided") String certificate,
        @Doc("PEM file with the private key; needed for mode provided") String key) {

    private static final String LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";

    /** Certificates from an authority of the platform's own. */
    public static TlsArgs selfSigned() {
        return new TlsArgs(TlsMode.SELF_SIGNED, null, null, null, null, null);
    }

    /** Certificates from Let's Encrypt; {@code email} gets its warnings. */
    public static TlsArgs acme(String email) {
        return new TlsArgs(TlsMode.ACME, email, LETS_ENCRYPT, null, null, null);
    }

    /** Certificates from two PEM files. */
    public static TlsArgs provided(String certificate, String key) {
        return new TlsArgs(TlsMode.PROVIDED, null, null, null, certificate, key);
    }

    TlsArgs on(Target target) {
        if (mode == null && target == null) {
            return this;
        }
        TlsMode usual = target == Target.LOCAL ? TlsMode.SELF_SIGNED : TlsMode.ACME;
        TlsMode chosen = mode == null ? usual : mode;
        String asked = directory == null && chosen == TlsMode.ACME ? LETS_ENCRYPT : directory;
        return new TlsArgs(chosen, email, asked, directoryCa, certificate, key);
    }
}
