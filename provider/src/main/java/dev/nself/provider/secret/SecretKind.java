package dev.nself.provider.secret;

import dev.nself.provider.x509.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The kinds of secrets and what their length means. */
enum SecretKind {
    /** Letters and digits; the length counts characters: 32 have 190 bits. */
    PASSWORD(32, List.of(), 8, 256),
    /** Random bytes as lower case hexadecimal digits; the length counts digits: 64 are 32 bytes. */
    HEX(64, List.of(), 16, 512),
    /** The length is that of the modulus in bits. */
    RSA(2048, List.of(2048, 3072, 4096), 0, 0),
    /** The length is that of the NIST curve in bits. */
    EC(256, List.of(256, 384), 0, 0);

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Nothing that a URL, a shell or a connection string would take for more than itself. */
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final int standardLength;
    private final List<Integer> lengths;
    private final int least;
    private final int most;

    SecretKind(int standardLength, List<Integer> lengths, int least, int most) {
        this.standardLength = standardLength;
        this.lengths = lengths;
        this.least = least;
        this.most = most;
    }

    static SecretKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(SecretKind::text).toList();
    }

    /** What a value is that an import brings: PEM keys, hexadecimal digits, else a password. */
    static Imported recognise(String value) {
        if (value.startsWith("-----BEGIN")) {
            KeyPair keys = Pem.keyPair(value);
            Material material = new Material(Pem.of(keys.getPrivate()), Pem.of(keys.getPublic()));
            return keys.getPrivate() instanceof RSAPrivateKey rsa
                    ? new Imported(RSA, rsa.getModulus().bitLength(), material)
                    : new Imported(EC, ((ECPrivateKey) keys.getPrivate()).getParams().getOrder().bitLength(), material);
        }
        boolean hex = value.matches("(?:[0-9a-f]{2}){8,}");
        return new Imported(hex ? HEX : PASSWORD, value.length(), new Material(value, ""));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    int standardLength() {
        return standardLength;
    }

    boolean allows(int length) {
        boolean wholeBytes = this != HEX || length % 2 == 0;
        return lengths.isEmpty() ? length >= least && length <= most && wholeBytes : lengths.contains(length);
    }

    String allowedLengths() {
        if (!lengths.isEmpty()) {
            return lengths.toString();
        }
        return (this == HEX ? "an even number from %d to %d" : "%d to %d").formatted(least, most);
    }

    Material make(int length) {
        return switch (this) {
            case PASSWORD -> new Material(password(length), "");
            case HEX -> new Material(hex(length), "");
            case RSA -> keys("RSA", length);
            case EC -> keys("EC", length);
        };
    }

    private static String password(int length) {
        StringBuilder password = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    private static String hex(int digits) {
        byte[] bytes = new byte[digits / 2];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Material keys(String algorithm, int length) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(length, RANDOM);
            KeyPair keys = generator.generateKeyPair();
            return new Material(Pem.of(keys.getPrivate()), Pem.of(keys.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm + " keys", e);
        }
    }
}
