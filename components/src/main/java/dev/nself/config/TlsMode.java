package dev.nself.config;

/** Where the certificates of the public hosts come from. */
public enum TlsMode implements JsonName {
    /** From an authority that the platform makes for itself. */
    SELF_SIGNED("self-signed"),
    /** From Let's Encrypt, proved over port 80. */
    ACME("acme"),
    /** From files of the user. */
    PROVIDED("provided");

    private final String json;

    TlsMode(String json) {
        this.json = json;
    }

    @Override
    public String json() {
        return json;
    }
}
