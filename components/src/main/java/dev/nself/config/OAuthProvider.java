package dev.nself.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The OAuth providers of nhost auth 0.41 with the spelling of their variables ({@code services/auth} of nhost/nhost). */
public enum OAuthProvider {
    APPLE("apple", "APPLE", "CLIENT_ID", null, "TEAM_ID", "KEY_ID", "PRIVATE_KEY"),
    AZUREAD("azuread", "AZUREAD", "CLIENT_ID", "CLIENT_SECRET"),
    BITBUCKET("bitbucket", "BITBUCKET", "CLIENT_ID", "CLIENT_SECRET"),
    DISCORD("discord", "DISCORD", "CLIENT_ID", "CLIENT_SECRET"),
    ENTRAID("entraid", "ENTRAID", "CLIENT_ID", "CLIENT_SECRET"),
    FACEBOOK("facebook", "FACEBOOK", "CLIENT_ID", "CLIENT_SECRET"),
    GITHUB("github", "GITHUB", "CLIENT_ID", "CLIENT_SECRET"),
    GITLAB("gitlab", "GITLAB", "CLIENT_ID", "CLIENT_SECRET"),
    GOOGLE("google", "GOOGLE", "CLIENT_ID", "CLIENT_SECRET"),
    LINKEDIN("linkedin", "LINKEDIN", "CLIENT_ID", "CLIENT_SECRET"),
    SPOTIFY("spotify", "SPOTIFY", "CLIENT_ID", "CLIENT_SECRET"),
    STRAVA("strava", "STRAVA", "CLIENT_ID", "CLIENT_SECRET"),
    TWITCH("twitch", "TWITCH", "CLIENT_ID", "CLIENT_SECRET"),
    TWITTER("twitter", "TWITTER", "CONSUMER_KEY", "CONSUMER_SECRET"),
    WINDOWSLIVE("windowslive", "WINDOWS_LIVE", "CLIENT_ID", "CLIENT_SECRET"),
    WORKOS("workos", "WORKOS", "CLIENT_ID", "CLIENT_SECRET");

    private final String key;
    private final String infix;
    private final String id;
    private final String secret;
    private final List<String> neededOptions;

    OAuthProvider(String key, String infix, String id, String secret, String... neededOptions) {
        this.key = key;
        this.infix = infix;
        this.id = id;
        this.secret = secret;
        this.neededOptions = List.of(neededOptions);
    }

    /** Its key under {@code nself:auth.providers}. */
    public String key() {
        return key;
    }

    /** The full name of one of its variables, such as {@code AUTH_PROVIDER_ENTRAID_TENANT} for {@code TENANT}. */
    public String variable(String option) {
        return "AUTH_PROVIDER_" + infix + "_" + option;
    }

    /** The variable that takes the client's id. */
    public String idVariable() {
        return variable(id);
    }

    /** The variable that takes the client's secret; Apple has none, it takes a private key as an option. */
    public Optional<String> secretVariable() {
        return Optional.ofNullable(secret).map(this::variable);
    }

    /** The provider with this key. */
    public static Optional<OAuthProvider> of(String key) {
        return Arrays.stream(values()).filter(provider -> provider.key.equals(key)).findFirst();
    }

    List<String> neededOptions() {
        return neededOptions;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(OAuthProvider::key).toList();
    }
}
