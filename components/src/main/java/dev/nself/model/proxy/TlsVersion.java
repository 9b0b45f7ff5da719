package dev.nself.model.proxy;

/** A version of TLS that the proxy may speak. */
public enum TlsVersion {
    TLS_1_2,
    TLS_1_3
}
