package dev.nself.config;

/**
 * Requests that one client may make, as {@code <count>r/s} or {@code <count>r/m}; more are answered with 429.
 *
 * <p>{@code user} is the figure of nself 0.9.9. Its others (for one address and minute: api 100, auth 10, uploads 5,
 * functions 50) are too little for an office behind one address, and its uploads slowed downloads too; ours are those
 * of {@code dev.nself.model.proxy.Rates}.
 *
 * @param api requests of one address to GraphQL and custom services
 * @param auth requests of one address to the Auth service
 * @param uploads objects that one address may put into the storage; reading is not limited by it
 * @param functions requests of one address to functions
 * @param user requests of one access token, whatever its address
 */
public record RatesArgs(
        @Doc("Requests of one address to GraphQL and custom services, such as 20r/s") String api,
        @Doc("Requests of one address to the Auth service, such as 30r/m") String auth,
        @Doc("Objects that one address may put into the storage; reading is not limited") String uploads,
        @Doc("Requests of one address to functions") String functions,
        @Doc("Requests of one access token, whatever its address") String user) {

    public RatesArgs {
        api = api == null ? "20r/s" : api;
        auth = auth == null ? "30r/m" : auth;
        uploads = uploads == null ? "300r/m" : uploads;
        functions = functions == null ? "10r/s" : functions;
        user = user == null ? "1000r/m" : user;
    }

    /** All defaults. */
    public static RatesArgs defaults() {
        return new RatesArgs(null, null, null, null, null);
    }
}
