package dev.nself.policies.types;

import dev.nself.policy.Value;

/**
 * A parameter group of RDS or Aurora, read for PostgreSQL.
 *
 * @param group its properties
 */
public record RdsParameters(Value group) {

    /** Whether its family is one of PostgreSQL, such as {@code postgres17} or {@code aurora-postgresql16}. */
    public boolean isPostgres() {
        return group.get("family").text().filter(family -> family.matches("(aurora-)?postgres(ql)?\\d.*")).isPresent();
    }

    /** The major version in the family's name; 0 where there is none. */
    public int major() {
        return major(group.get("family").text().orElse("").replaceFirst("^\\D*", ""));
    }

    /** Whether the family is one of Aurora. */
    public boolean isAurora() {
        return group.get("family").text().filter(family -> family.startsWith("aurora")).isPresent();
    }

    /** The parameter's value, absent where the family's default holds. */
    public Value get(String name) {
        for (Value parameter : group.get("parameters").items()) {
            if (parameter.get("name").text().filter(name::equals).isPresent()) {
                return parameter.get("value");
            }
        }
        return group.get("parameters").get(name);
    }

    /**
     * Whether RDS turns away connections without TLS unless it is told otherwise: from PostgreSQL 15 on, in Aurora
     * from 17 on (RDS and Aurora user guides, {@code rds.force_ssl}).
     */
    public static boolean forcesTlsByItself(boolean aurora, int major) {
        return major >= (aurora ? 17 : 15);
    }

    /** The major version of {@code 17.5}; 0 where the text begins with no number. */
    public static int major(String version) {
        String digits = version.replaceFirst("^(\\d{1,4}).*", "$1");
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }
}
