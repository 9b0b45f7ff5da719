package dev.nself.provider.x509;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and the private key of the public key in it. */
record Issued(X509Certificate certificate, PrivateKey privateKey) {}
