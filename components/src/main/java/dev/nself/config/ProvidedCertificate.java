package dev.nself.config;

/**
 * A certificate that the user brought.
 *
 * @param chain PEM, the leaf first
 * @param privateKey PEM; kept out of {@link #toString}
 */
public record ProvidedCertificate(String chain, String privateKey) {

    @Override
    public String toString() {
        return "ProvidedCertificate[chain=" + chain.length() + " characters]";
    }
}
