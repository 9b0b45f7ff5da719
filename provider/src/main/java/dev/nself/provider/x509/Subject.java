package dev.nself.provider.x509;

import java.util.List;

/** Who a certificate is for and what it may be used for. */
record Subject(
        String commonName, List<String> dnsNames, List<String> ipAddresses, boolean serverAuth, boolean clientAuth) {}
