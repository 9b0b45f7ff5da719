package dev.nself.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Certificates that the user brings work: the hosts' own is in force, covers every public host, and the key is its own. */
final class CertificateRules {
    private static final String CERTIFICATE = "tls.certificate";
    private static final String KEY = "tls.key";
    private static final int DNS_NAME = 2;

    private final PlatformArgs args;
    private final Problems problems;

    private CertificateRules(PlatformArgs args, Problems problems) {
        this.args = args;
        this.problems = problems;
    }

    static void check(PlatformArgs args, Path project, Instant now, Problems problems) {
        TlsArgs tls = args.tls();
        checkDirectory(tls.directoryCa(), project, problems);
        if (tls.mode() != TlsMode.PROVIDED || tls.certificate() == null || tls.key() == null) {
            return;
        }
        Path certificate = project.resolve(tls.certificate());
        Path key = project.resolve(tls.key());
        // Told by FileRules when they are not.
        if (FileRules.isReadable(certificate) && FileRules.isReadable(key)) {
            new CertificateRules(args, problems).check(text(certificate), text(key), now);
        }
    }

    private static void checkDirectory(String authority, Path project, Problems problems) {
        if (authority == null) {
            return;
        }
        Path file = project.resolve(authority);
        if (FileRules.isReadable(file) && Pem.certificates(text(file)).isEmpty()) {
            problems.add("tls.directoryCa", "must hold certificates in PEM", authority, "those that signed the directory's own");
        }
    }

    private void check(String certificate, String key, Instant now) {
        List<X509Certificate> chain = Pem.certificates(certificate);
        if (chain.isEmpty()) {
            problems.add(CERTIFICATE, "must hold certificates in PEM", args.tls().certificate(),
                    "the server's own first, then its issuers");
            return;
        }
        X509Certificate own = chain.get(0);
        checkOrder(chain);
        checkLife(own, now);
        checkHosts(own);
        checkKey(key, own.getPublicKey());
    }

    private void checkOrder(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (!signed(chain.get(i - 1), chain.get(i))) {
                problems.add(CERTIFICATE, "must list each certificate right before its issuer", args.tls().certificate(),
                        "its certificate " + (i + 1) + " did not sign the one before; the server's own comes first");
                return;
            }
        }
    }

    private void checkLife(X509Certificate own, Instant now) {
        if (own.getNotAfter().toInstant().isBefore(now)) {
            problems.add(CERTIFICATE, "expired on " + own.getNotAfter().toInstant(), args.tls().certificate(), "renew it");
        } else if (own.getNotBefore().toInstant().isAfter(now)) {
            problems.add(CERTIFICATE, "is not valid before " + own.getNotBefore().toInstant(), args.tls().certificate(),
                    "wait, or set this machine's clock");
        }
    }

    private void checkHosts(X509Certificate own) {
        List<String> names = names(own);
        List<String> missing = PublicHosts.of(args).stream()
                .filter(host -> names.stream().noneMatch(name -> covers(name, host)))
                .toList();
        if (!missing.isEmpty()) {
            problems.add(CERTIFICATE, "must cover every public host", String.join(", ", names),
                    "it lacks " + String.join(", ", missing));
        }
    }

    private void checkKey(String text, PublicKey owner) {
        Optional<Pem> block = Pem.privateKey(text);
        if (block.isEmpty()) {
            noKey();
        } else if (block.get().isEncrypted()) {
            problems.add(KEY, "must not need a passphrase", args.tls().key(),
                    "take it off with openssl pkey -in <file> -out <file>");
        } else {
            checkPair(block.get(), owner);
        }
    }

    private void checkPair(Pem block, PublicKey owner) {
        try {
            boolean belongs = false;
            if (!block.isOfAnotherKind(owner)) {
                Optional<PrivateKey> key = block.asKey(owner);
                if (key.isEmpty()) {
                    noKey();
                    return;
                }
                belongs = belongs(key.get(), owner);
            }
            if (!belongs) {
                problems.add(KEY, "does not belong to the certificate", args.tls().key(),
                        "name the key that tls.certificate was issued for");
            }
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            noKey();
        }
    }

    private void noKey() {
        problems.add(KEY, "must hold a private key in PEM", args.tls().key(), "as openssl genpkey makes it");
    }

    /** What one signs the other verifies. */
    private static boolean belongs(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(owner.getAlgorithm())) {
            return false;
        }
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] anything = CERTIFICATE.getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(owner);
        signature.update(anything);
        return signature.verify(signed);
    }

    private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /** Clients look at the alternative names only, not at the subject. */
    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null ? List.of() : all.stream()
                    .filter(name -> name.get(0).equals(DNS_NAME))
                    .map(name -> ((String) name.get(1)).toLowerCase(Locale.ROOT))
                    .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    /** A star stands for one label. */
    private static boolean covers(String name, String host) {
        return name.startsWith("*.") ? name.substring(1).equals(host.substring(host.indexOf('.'))) : name.equals(host);
    }

    private static String text(Path file) {
        try {
            // What is no ASCII is a comment, or no PEM file.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
