package dev.nself.model;

/**
 * A secret that is made once, kept encrypted in the stack's state, and made anew when {@code rotation} changes.
 *
 * @param name its logical name
 * @param kind what is made
 * @param length characters of a password, digits of a hex key, bits of an RSA key
 * @param rotation any text; another text makes another secret
 */
public record SecretSpec(String name, Kind kind, int length, String rotation) {

    /** What is made: letters and digits, lower-case hex, or a key pair in PEM. */
    public enum Kind { PASSWORD, HEX, RSA }
}
