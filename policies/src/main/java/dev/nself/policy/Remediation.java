package dev.nself.policy;

import java.util.Optional;

/**
 * What a rule made of a resource's inputs.
 *
 * @param properties all inputs as they should be; empty where the rule cannot do it
 * @param problem why it cannot; shows no secret
 */
public record Remediation(Rule rule, Optional<Value> properties, Optional<String> problem) {}
