package dev.nself.program;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A future that answers the question whether it is done after a moment's pause while it is not. */
final class Unhurried<T> extends CompletableFuture<T> {

    /** Short beside what any resource takes, long beside a look at a hundred tasks. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    @Override
    public boolean isDone() {
        if (!super.isDone()) {
            LockSupport.parkNanos(PAUSE);
        }
        return super.isDone();
    }

    /** What follows from it is the same. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Unhurried<>();
    }
}
