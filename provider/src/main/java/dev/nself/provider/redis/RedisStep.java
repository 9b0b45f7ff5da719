package dev.nself.provider.redis;

import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.store.Mark;
import dev.nself.provider.store.Member;

/** What is next in a move of Redis, told from what both servers say: a move that was cut off goes on from there. */
enum RedisStep {
    /** The new server is told to copy the old one and to follow it. */
    FOLLOW,
    /** The new server is still copying. */
    WAIT,
    /** The old server gives its role away. */
    HAND_OVER,
    /** The new server has the role: its volume gets the mark. */
    COMMIT;

    /** Bytes that may be missing when writes are stopped: what a private network carries in a few milliseconds. */
    private static final long NEAR = 1 << 20;

    /**
     * Tells the next step.
     *
     * @param mark what the old server's volume says; the old server holds the truth whatever it says of its role
     */
    static RedisStep next(Member from, RedisView old, Mark mark, Member to, RedisView young) {
        if (!old.master()) {
            boolean gaveAway = mark.kind() == Mark.Kind.HANDOVER && mark.receiver().equals(to.name());
            if (old.follows(to) && young.master() && gaveAway) {
                return COMMIT;
            }
            throw new ResourceFailure(("redis: %s holds the data and follows %s:%d, which this move did not order; see"
                            + " which holds what, then run REPLICAOF NO ONE on the one that is right")
                    .formatted(from.name(), old.masterHost(), old.masterPort()));
        }
        if (!young.follows(from)) {
            return FOLLOW;
        }
        boolean near = young.linked() && old.offset() - young.offset() <= NEAR;
        return near && !old.failingOver() ? HAND_OVER : WAIT;
    }
}
