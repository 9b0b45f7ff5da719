package dev.nself.offline.real;

import dev.nself.provider.rpc.Call;
import java.time.Duration;

/** A call that nobody watches or cancels. */
public record TestCall() implements Call {

    @Override
    public String urn() {
        return "urn:pulumi:test::test::docker:index:Test::test";
    }

    @Override
    public Duration timeout() {
        return Duration.ZERO;
    }

    @Override
    public void progress(String line) {}

    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void throwIfCancelled() {}
}
