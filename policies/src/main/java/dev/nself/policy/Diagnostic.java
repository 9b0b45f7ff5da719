package dev.nself.policy;

import java.util.Optional;

/**
 * One thing to print about one resource.
 *
 * @param rule the rule's id
 * @param level {@link EnforcementLevel#DISABLED} never
 * @param urn empty for the stack as a whole
 * @param message what the user reads; shows no secret
 * @param violation what it tells of; empty for doubts and exceptions
 */
public record Diagnostic(
        Rule rule, EnforcementLevel level, String urn, String message, Optional<Violation> violation) {

    static Diagnostic of(Rule rule, EnforcementLevel level, String urn, String message) {
        return new Diagnostic(rule, level, urn, message, Optional.empty());
    }
}
