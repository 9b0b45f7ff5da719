package dev.nself.policy;

import java.util.List;

/**
 * One thing that is wrong with one resource.
 *
 * @param rule the rule's id
 * @param urn the resource; empty for the stack as a whole
 * @param name the resource's logical name
 * @param path the property, for example {@code ports[0].ip}; may be empty
 * @param problem what is wrong, with the value given
 * @param reason why it matters
 * @param fix what to do
 * @param sources where the rule comes from
 */
public record Violation(
        String rule, String urn, String name, String path, String problem, String reason, String fix, List<String> sources) {

    /** All of it, a line each. */
    public String text() {
        String place = path.isEmpty() ? name : name + ": " + path;
        return place + ": " + problem
                + "\n  why: " + reason
                + "\n  fix: " + fix
                + "\n  source: " + String.join(", ", sources);
    }
}
