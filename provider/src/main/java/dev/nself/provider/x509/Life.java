package dev.nself.provider.x509;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** From when to when a certificate counts. */
record Life(Instant from, Instant to) {

    /** Clocks of servers differ: a certificate counts from an hour before it was made. */
    private static final Duration SKEW = Duration.ofHours(1);

    static Life days(Instant now, int days) {
        return new Life(now.minus(SKEW), now.plus(Duration.ofDays(days)));
    }

    static Life of(X509Certificate certificate) {
        return new Life(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }

    /** Ends with the issuer at the latest: nothing verifies beyond that. */
    Life within(Life issuer) {
        return new Life(from, to.isBefore(issuer.to) ? to : issuer.to);
    }

    /** Whether less than this fraction of the life is left. */
    boolean nearsEnd(Instant now, double fraction) {
        double left = Duration.between(now, to).toMillis();
        return left < Duration.between(from, to).toMillis() * fraction;
    }
}
