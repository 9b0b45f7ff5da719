package dev.nself.policy;

/** A rule with its check: of one resource at a time, or of a whole stack. */
public sealed interface Policy permits ResourcePolicy, StackPolicy {

    Rule rule();
}
