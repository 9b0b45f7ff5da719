package dev.nself.config;

/**
 * Requests that one client may make, as {@code <count>r/s} or {@code <count>r/m}; more are answered with 429.
 *
 * <p>{@code auth} and {@code user} are the figures of nself 0.9.9. Its {@code api} (100 a minute for an address) is
 * too little for several users behind one address, its {@code uploads} (5 a minute) slowed downloads too.
 *
 * @param api requests of one address to GraphQL and custom services
 * @param auth requests of one address to the Auth service
 * @param uploads objects that one address may put into the storage; reading is not limited by it
 * @param functions requests of one address to functions
 * @param user requests of one access token, whatever its address
 */
public record RatesArgs(
        @Doc("Requests of one address to GraphQL and custom services, such as 100r/s") String api,
        @Doc("Requests of one address to the Auth service, such as 10r/m") String auth,
        @Doc("Objects that one address may put into the storage; reading is not limited") String uploads,
        @Doc("Requests of one address to functions") String functions,
        @Doc("Requests of one access token, whatever its address") String user) {

    public RatesArgs {
        api = api == null ? "50r/s" : api;
        auth = auth == null ? "10r/m" : auth;
        uploads = uploads == null ? "60r/m" : uploads;
        functions = functions == null ? "20r/s" : functions;
        user = user == null ? "1000r/m" : user;
    }

    /** All defaults. */
    public static RatesArgs defaults() {
        return new RatesArgs(null, null, null, null, null);
    }
}
