package dev.nself.policy;

import java.util.List;
import java.util.Map;

/**
 * What all rules of a pack say of a resource or a stack.
 *
 * @param diagnostics in the rules' order
 * @param notApplicable ids of rules that had nothing to judge, with the reason
 */
public record Judgement(List<Diagnostic> diagnostics, Map<String, String> notApplicable) {}
