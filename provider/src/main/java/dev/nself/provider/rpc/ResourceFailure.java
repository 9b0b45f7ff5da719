package dev.nself.provider.rpc;

import java.util.Optional;

/**
 * A call that could not be done. Shown to the user as it is: no stack trace.
 *
 * <p>With a {@link #partial} state the engine records the half-made resource, so that the next run can finish or remove it.
 */
public final class ResourceFailure extends RuntimeException {

    private final transient State partial;

    public ResourceFailure(String message) {
        this(message, null, null);
    }

    public ResourceFailure(String message, Throwable cause) {
        this(message, cause, null);
    }

    public ResourceFailure(String message, Throwable cause, State partial) {
        super(message, cause);
        this.partial = partial;
    }

    public Optional<State> partial() {
        return Optional.ofNullable(partial);
    }
}
