package dev.nself.config;

import java.util.Map;

/**
 * Sign-up, sign-in and tokens.
 *
 * @param jwt how access tokens are signed
 * @param accessTokenMinutes life of an access token in minutes
 * @param refreshTokenDays life of a refresh token in days
 * @param clientUrl address of the application that users are sent back to; default: {@code https://<domain>}
 * @param smtp mail server; default: Mailpit where it runs
 * @param mfa whether users may add a one-time password as a second factor
 * @param emailVerification whether an address must be confirmed before the first sign-in; default: not on target local
 * @param signUp whether strangers may make an account
 * @param providers OAuth providers by name
 */
public record AuthArgs(
        @Doc("How access tokens are signed") JwtAlgorithm jwt,
        @Doc("Life of an access token in minutes") @Range(min = 1, max = 1440) Integer accessTokenMinutes,
        @Doc("Life of a refresh token in days") @Range(min = 1, max = 365) Integer refreshTokenDays,
        @Doc("Address of the application that users are sent back to: https://<domain> unless set") String clientUrl,
        @Doc("Mail server: Mailpit on target local unless set") SmtpArgs smtp,
        @Doc("Whether users may add a one-time password as a second factor") Boolean mfa,
        @Doc("Whether an address must be confirmed before the first sign-in: true except on target local unless set")
                Boolean emailVerification,
        @Doc("Whether strangers may make an account") Boolean signUp,
        @Doc("OAuth providers by name") Map<String, ProviderArgs> providers) {

    public AuthArgs {
        jwt = jwt == null ? JwtAlgorithm.HS256 : jwt;
        accessTokenMinutes = accessTokenMinutes == null ? Integer.valueOf(15) : accessTokenMinutes;
        refreshTokenDays = refreshTokenDays == null ? Integer.valueOf(30) : refreshTokenDays;
        mfa = mfa == null ? Boolean.FALSE : mfa;
        signUp = signUp == null ? Boolean.TRUE : signUp;
        providers = Copies.map(providers);
    }

    /** All defaults. */
    public static AuthArgs defaults() {
        return new AuthArgs(null, null, null, null, null, null, null, null, null);
    }

    AuthArgs on(Target target, String publicUrl) {
        return new AuthArgs(
                jwt,
                accessTokenMinutes,
                refreshTokenDays,
                clientUrl == null ? publicUrl : clientUrl,
                smtp,
                mfa,
                emailVerification != null || target == null ? emailVerification : Boolean.valueOf(target != Target.LOCAL),
                signUp,
                providers);
    }
}
