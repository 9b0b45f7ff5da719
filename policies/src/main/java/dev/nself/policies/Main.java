package dev.nself.policies;

import dev.nself.policy.server.PolicyServer;

/** Starts the pack; the engine calls it with its address. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        PolicyServer.serve(Rules::pack, args);
    }
}
