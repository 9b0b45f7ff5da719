package dev.nself.model.proxy;

/**
 * How often one client may call.
 *
 * @param perMinute requests per minute in the long run, 1 to 1,000,000
 * @param burst requests above that which are answered at once before the limit bites, 0 to 100,000
 */
public record Rate(int perMinute, int burst) {
    public Rate {
        if (perMinute < 1 || perMinute > 1_000_000) {
            throw new IllegalArgumentException(
                    "rate.perMinute: out of range, got " + perMinute + "; allowed: 1 to 1000000");
        }
        if (burst < 0 || burst > 100_000) {
            throw new IllegalArgumentException("rate.burst: out of range, got " + burst + "; allowed: 0 to 100000");
        }
    }

    /** Seconds until the next request is allowed once the burst is used up: what 429 tells in {@code Retry-After}. */
    public int retryAfterSeconds() {
        return Math.max(1, (60 + perMinute - 1) / perMinute);
    }
}
