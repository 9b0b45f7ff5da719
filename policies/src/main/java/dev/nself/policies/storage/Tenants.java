package dev.nself.policies.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells by the name of a bucket, or of several with * and ?, whose it is.
 *
 * @param before what stands before the tenant in a bucket's name
 * @param after what stands behind
 */
record Tenants(String before, String after) {

    /** What a name of buckets reaches. */
    enum Reach {
        NO_TENANT,
        ONE_TENANT,
        MANY_TENANTS,
        EVERYTHING
    }

    private static final String STORE = "arn:aws:s3:::";
    private static final Pattern ARN = Pattern.compile(
            "arn:[^:]*:(?:s3|\\*):[^:]*:[^:]*:(?<bucket>[^/]*).*", Pattern.DOTALL);

    /** A variable of a policy stands for one name: that of who asks. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

    private static final Pattern OPEN = Pattern.compile("[*?]");
    private static final String SEPARATORS = "-._";

    /** Of a pattern such as {@code tenant-*}; without a * it is what stands before the tenant. */
    static Tenants of(String pattern) {
        int star = pattern.indexOf('*');
        return star < 0
                ? new Tenants(pattern, "")
                : new Tenants(pattern.substring(0, star), pattern.substring(star + 1));
    }

    /** The bucket that a resource in a policy speaks of; empty where it is of another service. */
    static Optional<String> bucket(String resource) {
        String plain = VARIABLE.matcher(resource).replaceAll("\\$");
        Matcher arn = ARN.matcher(plain);
        if (arn.matches()) {
            return Optional.of(arn.group("bucket"));
        }
        return isOpen(plain) && STORE.startsWith(head(plain)) ? Optional.of("*") : Optional.empty();
    }

    Reach reach(String bucket) {
        if (!isOpen(bucket)) {
            return tenant(bucket).isPresent() ? Reach.ONE_TENANT : Reach.NO_TENANT;
        }
        String head = head(bucket);
        if (head.isEmpty()) {
            return Reach.EVERYTHING;
        }
        if (before.startsWith(head)) {
            return Reach.MANY_TENANTS;
        }
        if (!head.startsWith(before)) {
            return Reach.NO_TENANT;
        }
        // Where the name of the tenant may go on, it may become another's.
        return SEPARATORS.indexOf(head.charAt(head.length() - 1)) >= 0 ? Reach.ONE_TENANT : Reach.MANY_TENANTS;
    }

    /** The tenant of one bucket, or of those whose names begin alike. */
    Optional<String> tenant(String bucket) {
        String name = isOpen(bucket) ? head(bucket).replaceFirst("[-._]$", "") : bucket;
        boolean whole = name.startsWith(before) && name.endsWith(after)
                && name.length() > before.length() + after.length();
        return whole ? Optional.of(name.substring(before.length(), name.length() - after.length())) : Optional.empty();
    }

    /** The tenant that a name of anything speaks of, such as {@code app-tenant-acme}; what follows it counts too. */
    Optional<String> mentioned(String name) {
        int at = before.isEmpty() ? -1 : name.indexOf(before);
        boolean starts = at == 0 || at > 0 && SEPARATORS.indexOf(name.charAt(at - 1)) >= 0;
        return starts && name.length() > at + before.length()
                ? Optional.of(name.substring(at + before.length()))
                : Optional.empty();
    }

    /** Whether both are of one tenant, who may have several buckets: {@code acme} and {@code acme-uploads}. */
    static boolean isSame(String one, String other) {
        return one.equals("$") || other.equals("$") || one.equals(other) || continues(one, other)
                || continues(other, one);
    }

    private static boolean continues(String longer, String shorter) {
        return longer.startsWith(shorter) && SEPARATORS.indexOf(longer.charAt(shorter.length())) >= 0;
    }

    private static boolean isOpen(String name) {
        return OPEN.matcher(name).find();
    }

    private static String head(String name) {
        return OPEN.split(name, 2)[0];
    }
}
