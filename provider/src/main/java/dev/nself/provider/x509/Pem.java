package dev.nself.provider.x509;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Keys and certificates as PEM text: PKCS#8 for private keys, SPKI for public ones. */
public final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    public static String of(PrivateKey key) {
        return armoured("PRIVATE KEY", encoded(key));
    }

    public static String of(PublicKey key) {
        return armoured("PUBLIC KEY", encoded(key));
    }

    static String of(X509Certificate certificate) {
        try {
            return armoured("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was just read cannot be written", e);
        }
    }

    /** Reads a private key in PKCS#8, PKCS#1 or SEC1 form, with its public key. */
    public static KeyPair keyPair(String pem) {
        try {
            Object content = content(pem);
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            if (content instanceof PEMKeyPair pair) {
                return converter.getKeyPair(pair);
            }
            if (content instanceof PrivateKeyInfo info) {
                PrivateKey key = converter.getPrivateKey(info);
                return new KeyPair(publicKey(info, converter), key);
            }
            throw new ResourceFailure("key: the PEM text holds no private key");
        } catch (IOException e) {
            throw new ResourceFailure("key: the PEM text cannot be read: " + e.getMessage(), e);
        }
    }

    static PrivateKey privateKey(String pem) {
        try {
            Object content = content(pem);
            if (content instanceof PEMKeyPair pair) {
                return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
            }
            if (content instanceof PrivateKeyInfo info) {
                return new JcaPEMKeyConverter().getPrivateKey(info);
            }
            throw new ResourceFailure("key: the PEM text holds no private key");
        } catch (PEMException e) {
            throw new ResourceFailure("key: the PEM text cannot be read: " + e.getMessage(), e);
        }
    }

    static X509Certificate certificate(String pem) {
        try {
            if (content(pem) instanceof X509CertificateHolder holder) {
                return new JcaX509CertificateConverter().getCertificate(holder);
            }
            throw new ResourceFailure("certificate: the PEM text holds no certificate");
        } catch (GeneralSecurityException e) {
            throw new ResourceFailure("certificate: the PEM text cannot be read: " + e.getMessage(), e);
        }
    }

    /** Computes the public key: PKCS#8 need not hold it, and Java's own EC keys don't. */
    private static PublicKey publicKey(PrivateKeyInfo info, JcaPEMKeyConverter converter) throws IOException {
        AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return converter.getPublicKey(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                    new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent())));
        }
        if (key instanceof ECPrivateKeyParameters ec) {
            ECPoint point = ec.getParameters().getG().multiply(ec.getD()).normalize();
            return converter.getPublicKey(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                    new ECPublicKeyParameters(point, ec.getParameters())));
        }
        throw new ResourceFailure("key: is of another kind; allowed: RSA, EC");
    }

    private static Object content(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            return parser.readObject();
        } catch (IOException e) {
            throw new ResourceFailure("PEM text: cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] encoded(Key key) {
        return key.getEncoded();
    }

    private static String armoured(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content) + "\n-----END " + label + "-----\n";
    }
}
