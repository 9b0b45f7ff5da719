package dev.nself.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM file; text around the blocks is a comment.
 *
 * @param label for example {@code EC PRIVATE KEY}
 * @param body what is between the lines that begin and end it
 */
record Pem(String label, String body) {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final int INTEGER = 2;
    private static final int OCTETS = 4;
    private static final int SEQUENCE = 0x30;

    static List<Pem> blocks(String text) {
        List<Pem> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            blocks.add(new Pem(found.group(1), found.group(2)));
        }
        return blocks;
    }

    /** Every certificate in order; none when one of them cannot be read. */
    static List<X509Certificate> certificates(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509");
            for (Pem block : blocks(text)) {
                if (block.label.equals("CERTIFICATE")) {
                    certificates.add((X509Certificate) x509.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (CertificateException | IllegalArgumentException unreadable) {
            return List.of();
        }
        return certificates;
    }

    /** The first private key of a file, in whatever form. */
    static Optional<Pem> privateKey(String text) {
        return blocks(text).stream().filter(block -> block.label.endsWith("PRIVATE KEY")).findFirst();
    }

    boolean isEncrypted() {
        return label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED");
    }

    /** Whether its label, in the older forms, names another algorithm. */
    boolean isOfAnotherKind(PublicKey owner) {
        return !label.equals("PRIVATE KEY") && !label.equals(owner.getAlgorithm() + " PRIVATE KEY");
    }

    /**
     * This block as a key.
     *
     * @param owner the public key that it should belong to, of the same kind: the older forms leave out the curve
     * @return nothing when it is no key of that kind
     */
    Optional<PrivateKey> asKey(PublicKey owner) throws GeneralSecurityException {
        byte[] pkcs8 = label.equals("PRIVATE KEY") ? content() : pkcs8(algorithm(owner));
        for (String algorithm : ALGORITHMS) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            } catch (InvalidKeySpecException another) {
                // Each algorithm takes its own keys only.
            }
        }
        return Optional.empty();
    }

    private byte[] content() {
        return Base64.getMimeDecoder().decode(body);
    }

    /** RFC 5208: the version, the kind of key, and the key in its older form. */
    private byte[] pkcs8(byte[] algorithm) {
        return der(SEQUENCE, der(INTEGER, new byte[] {0}), algorithm, der(OCTETS, content()));
    }

    /** The kind of a public key, parameters such as the curve included: the first part of its RFC 5280 form. */
    private static byte[] algorithm(PublicKey key) {
        byte[] encoded = key.getEncoded();
        int begin = headerLength(encoded, 0);
        int end = begin + headerLength(encoded, begin) + length(encoded, begin);
        return Arrays.copyOfRange(encoded, begin, end);
    }

    private static int headerLength(byte[] der, int at) {
        return der[at + 1] >= 0 ? 2 : 2 + (der[at + 1] & 0x7f);
    }

    private static int length(byte[] der, int at) {
        if (der[at + 1] >= 0) {
            return der[at + 1];
        }
        int length = 0;
        for (int i = 0; i < (der[at + 1] & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            element.write(0x82);
            element.write(length >> 8);
        } else if (length >= 0x80) {
            element.write(0x81);
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
