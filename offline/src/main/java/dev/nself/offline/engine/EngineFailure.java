package dev.nself.offline.engine;

import dev.nself.provider.rpc.ResourceFailure;

/** What the Docker engine answered when it refused a request, or why it could not be reached. */
public final class EngineFailure extends RuntimeException {

    private static final int NOT_FOUND = 404;

    private final int status;

    /**
     * A refusal.
     *
     * @param status the HTTP status of the answer; 0 when there was none
     */
    public EngineFailure(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Whether the engine has no such thing. */
    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    /** As the failure of a resource: what could not be done, and why. */
    public ResourceFailure during(String what) {
        return new ResourceFailure(what + ": " + getMessage(), this);
    }

    /** Whether the refusal says this. */
    public boolean says(String text) {
        return getMessage().contains(text);
    }
}
