package dev.nself.model.service;

import dev.nself.config.ServiceArgs;
import dev.nself.model.Limits;

/** Limits from a service's arguments. */
final class LimitsOf {

    private LimitsOf() {}

    static Limits service(ServiceArgs args, int pids) {
        return Limits.of(args.memoryMiB(), args.cpu(), pids);
    }
}
