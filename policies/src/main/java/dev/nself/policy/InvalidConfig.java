package dev.nself.policy;

/** The pack's configuration holds what no rule understands; the message is for the user. */
public final class InvalidConfig extends RuntimeException {

    InvalidConfig(String message) {
        super(message);
    }
}
