package dev.nself.policies;

import dev.nself.policy.server.PolicyServer;
import java.util.List;

/** Starts the pack; the engine calls it with its address. {@code --rehearse} loads its classes once and ends. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (List.of(args).contains("--rehearse")) {
            PolicyServer.rehearse(Rules.pack(), Rehearsal.resources());
            return;
        }
        PolicyServer.serve(Rules::pack, args);
    }
}
