package dev.nself.config;

/** A TLS version that the proxy can offer; older ones are broken. */
public enum TlsVersion implements JsonName {
    /** For clients from before 2018 only. */
    TLS_1_2("1.2"),
    /** The default. */
    TLS_1_3("1.3");

    private final String json;

    TlsVersion(String json) {
        this.json = json;
    }

    @Override
    public String json() {
        return json;
    }
}
