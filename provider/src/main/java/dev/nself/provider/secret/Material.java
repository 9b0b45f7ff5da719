package dev.nself.provider.secret;

/**
 * What a secret consists of.
 *
 * @param value the secret; PEM (PKCS#8) for keys
 * @param publicKey PEM (SPKI) for keys, empty for the others
 */
record Material(String value, String publicKey) {

    /** Without the secret: a record's own would print it. */
    @Override
    public String toString() {
        return "Material[publicKey=" + publicKey + "]";
    }
}
