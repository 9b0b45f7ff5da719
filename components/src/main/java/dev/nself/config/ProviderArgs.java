package dev.nself.config;

import java.util.Map;

/**
 * An OAuth provider that users may sign in with.
 *
 * @param clientId the client's id at the provider
 * @param clientSecret the client's secret at the provider
 * @param options further settings by the name that follows {@code AUTH_PROVIDER_<NAME>_}, such as {@code TENANT}
 */
public record ProviderArgs(
        @Doc("The client's id at the provider") @Required(fix = "copy it from the provider's console") String clientId,
        @Doc("The client's secret at the provider; encrypted") @Secret String clientSecret,
        @Doc("Further settings by the name after AUTH_PROVIDER_<NAME>_, such as TENANT") Map<String, String> options) {

    public ProviderArgs {
        options = Copies.map(options);
    }

    /** Leaves out the secret and the options' values. */
    @Override
    public String toString() {
        return "ProviderArgs[clientId=" + clientId + ", options=" + options.keySet() + "]";
    }
}
