package dev.nself.model;

import java.util.List;

/**
 * Who may reach a TCP port of a server; what no rule names is dropped.
 *
 * @param port the server's port
 * @param sources ranges of addresses, such as {@code 10.0.0.11/32}; {@link #ANYBODY} for the whole world
 * @param description what it is for, in a few words
 */
public record FirewallRule(int port, List<String> sources, String description) {

    /** Every address there is. */
    public static final List<String> ANYBODY = List.of("0.0.0.0/0", "::/0");

    public FirewallRule {
        sources = List.copyOf(sources);
    }
}
