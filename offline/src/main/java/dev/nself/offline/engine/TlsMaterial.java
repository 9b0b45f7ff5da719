package dev.nself.offline.engine;

import com.github.dockerjava.core.util.CertificateUtils;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.UnrecoverableKeyException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates for an engine behind TLS, all in PEM.
 *
 * @param ca who signed the engine's certificate
 * @param cert our certificate
 * @param key its private key
 */
record TlsMaterial(String ca, String cert, String key) {

    /** From the material in a configuration, or from ca.pem, cert.pem and key.pem in its {@code certPath}. */
    static TlsMaterial of(Values config) {
        String folder = config.text("certPath");
        if (folder.isEmpty()) {
            return new TlsMaterial(config.text("caMaterial"), config.text("certMaterial"), config.text("keyMaterial"));
        }
        Path path = Path.of(folder);
        return new TlsMaterial(read(path.resolve("ca.pem")), read(path.resolve("cert.pem")), read(path.resolve("key.pem")));
    }

    boolean isEmpty() {
        return ca.isEmpty() && cert.isEmpty() && key.isEmpty();
    }

    SSLContext context()
            throws KeyManagementException, UnrecoverableKeyException, NoSuchAlgorithmException, KeyStoreException {
        try {
            KeyStore ours = CertificateUtils.createKeyStore(key, cert);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(ours, "docker".toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(ca.isEmpty() ? null : CertificateUtils.createTrustStore(ca));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ResourceFailure("docker:certMaterial, keyMaterial, caMaterial: cannot be used: " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ResourceFailure("docker:certPath: cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
