package dev.nself.config;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues certificates for a test, in force for the whole of 2026. */
final class TestIssuer {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

    private final KeyPair keys = newKeys("EC 256");
    private final X500Principal name = new X500Principal("CN=test authority");
    private final X509Certificate certificate = issue(name, keys);

    X509Certificate certificate() {
        return certificate;
    }

    X509Certificate issueFor(KeyPair owner, String... hosts) {
        return issue(new X500Principal("CN=test server"), owner, hosts);
    }

    private X509Certificate issue(X500Principal subject, KeyPair owner, String... hosts) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name, BigInteger.ONE, Date.from(BEGIN), Date.from(END), subject, owner.getPublic());
            if (hosts.length > 0) {
                GeneralName[] names = Stream.of(hosts).map(host -> new GeneralName(GeneralName.dNSName, host)).toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no certificate for the test", e);
        }
    }

    /** Keys of an algorithm, for {@code RSA} and {@code EC} followed by their bits. */
    static KeyPair newKeys(String algorithm) {
        String[] words = algorithm.split(" ");
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(words[0]);
            if (words.length > 1) {
                generator.initialize(Integer.parseInt(words[1]));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keys for the test", e);
        }
    }

    /** Blocks as OpenSSL writes them: private keys in their older form. */
    static String pem(Object... parts) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            for (Object part : parts) {
                writer.writeObject(part);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no PEM for the test", e);
        }
        return text.toString();
    }
}
