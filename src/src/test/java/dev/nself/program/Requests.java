package dev.nself.program;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client that asks the same over HTTPS again and again, and notes every answer that was not the right one. */
final class Requests implements AutoCloseable {

    private final SSLContext trusting;
    private final InetAddress address;
    private final int port;
    private final String host;
    private final String path;
    private final AtomicLong answered = new AtomicLong();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = new Thread(this::run, "requests");
    private volatile boolean ended;

    private Requests(SSLContext trusting, InetAddress address, int port, String host, String path) {
        this.trusting = trusting;
        this.address = address;
        this.port = port;
        this.host = host;
        this.path = path;
    }

    /** Starts asking the address for the host's path; the authority, in PEM, is all that the client trusts. */
    static Requests start(InetAddress address, int port, String host, String path, String authority) {
        Requests requests = new Requests(trusting(authority), address, port, host, path);
        requests.thread.start();
        return requests;
    }

    /** Right answers so far. */
    long answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        end();
    }

    /** Waits for the last answer. */
    void end() {
        ended = true;
        try {
            thread.join(60_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    private void run() {
        while (!ended) {
            try {
                String status = ask();
                if (status.startsWith("HTTP/1.1 200")) {
                    answered.incrementAndGet();
                } else {
                    failures.add(status);
                }
                Thread.sleep(50);
            } catch (IOException failed) {
                failures.add(failed.toString());
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** The first line of the answer. A connection each, as from so many users. */
    private String ask() throws IOException {
        try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(address, port)) {
            socket.setSoTimeout(30_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = answer.readLine();
            return status == null ? "no answer" : status;
        }
    }

    private static SSLContext trusting(String authority) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("nself", CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(authority.getBytes(StandardCharsets.UTF_8))));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException wrong) {
            throw new AssertionError("an authority that cannot be trusted", wrong);
        }
    }
}
