package dev.nself.provider.postgres;

/** Told of every step of a move, after it. */
@FunctionalInterface
interface Steps {

    Steps NONE = step -> {};

    /** The steps in their order. */
    enum Step {
        CAUGHT_UP,
        ARMED,
        PAUSED,
        FENCED,
        STOPPED,
        COMPARED,
        PROMOTED,
        ROUTED,
        RESUMED,
        CLEANED
    }

    void reached(Step step);
}
