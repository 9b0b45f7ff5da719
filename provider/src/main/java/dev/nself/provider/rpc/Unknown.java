package dev.nself.provider.rpc;

/** The value of a property that is only known once another resource has been made. */
public enum Unknown {
    VALUE
}
