package dev.nself.render;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for every host below a domain, made by the JDK's keytool, and clients that trust it alone.
 *
 * @param files the PEM files where nginx reads them
 * @param certificate what clients trust
 */
record TestCertificate(Map<String, String> files, Certificate certificate) {
    private static final char[] PASSWORD = "only-for-tests".toCharArray();

    static TestCertificate of(String domain) {
        try {
            Path folder = Files.createTempDirectory("nself-test-certificate");
            Path store = folder.resolve("store.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                            "-genkeypair", "-alias", "proxy", "-keyalg", "EC", "-groupname", "secp256r1",
                            "-dname", "CN=nself-test", "-validity", "2", "-storetype", "PKCS12",
                            "-ext", "san=dns:*." + domain, "-keystore", store.toString(),
                            "-storepass", new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool ended with " + keytool.exitValue() + ": " + output);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            Files.delete(store);
            Files.delete(folder);
            return of(keys);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificate for the test", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }

    private static TestCertificate of(KeyStore keys) throws GeneralSecurityException {
        Certificate certificate = keys.getCertificate("proxy");
        return new TestCertificate(
                Map.of(
                        NginxConfig.CERTIFICATE, pem("CERTIFICATE", certificate.getEncoded()),
                        NginxConfig.PRIVATE_KEY, pem("PRIVATE KEY", keys.getKey("proxy", PASSWORD).getEncoded())),
                certificate);
    }

    /** A client that remembers no earlier session: one resumed under another name would not shake hands anew. */
    SSLContext newClient() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("proxy", certificate);
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no TLS client for the test", e);
        }
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
