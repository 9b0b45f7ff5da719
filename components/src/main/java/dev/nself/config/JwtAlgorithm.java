package dev.nself.config;

/** How access tokens are signed. */
public enum JwtAlgorithm implements JsonName {
    /** One key, shared by all who check tokens. */
    HS256("HS256"),
    /** A key pair: only the Auth service can sign. */
    RS256("RS256");

    private final String json;

    JwtAlgorithm(String json) {
        this.json = json;
    }

    @Override
    public String json() {
        return json;
    }
}
