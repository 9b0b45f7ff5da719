package dev.nself.provider.rpc;

import java.time.Duration;

/** What a running call may ask of the server: progress lines for the user and whether to stop. */
public interface Call {

    /** The URN of the resource. */
    String urn();

    /** How long the call may take; {@link Duration#ZERO} when the program sets no limit. */
    Duration timeout();

    /** Shows a line of progress beside the resource, replaced by the next one. */
    void progress(String line);

    /** Prints a line that stays in the output. */
    void info(String line);

    /** Prints a warning that stays in the output. */
    void warn(String line);

    /** Throws {@link ResourceFailure} once the user has cancelled the run. */
    void throwIfCancelled();
}
