package dev.nself.policy.server;

import dev.nself.policy.PolicyPack;
import java.util.List;

/** A pack whose rules print, as libraries do. */
public final class NoisyPack {

    private NoisyPack() {}

    public static void main(String[] args) {
        PolicyServer.serve(() -> {
            System.out.println("loading rules");
            return new PolicyPack("noisy", "1.0.0", "prints", List.of());
        }, args);
    }
}
