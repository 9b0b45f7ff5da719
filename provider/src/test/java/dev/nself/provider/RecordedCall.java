package dev.nself.provider;

import dev.nself.provider.rpc.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A call that keeps what it is told. */
public class RecordedCall implements Call {

    public final List<String> progress = new ArrayList<>();
    public final List<String> infos = new ArrayList<>();
    public final List<String> warnings = new ArrayList<>();

    @Override
    public String urn() {
        return "urn:pulumi:test::test::nself:index:Test::test";
    }

    @Override
    public Duration timeout() {
        return Duration.ZERO;
    }

    @Override
    public void progress(String line) {
        progress.add(line);
    }

    @Override
    public void info(String line) {
        infos.add(line);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
    }

    @Override
    public void throwIfCancelled() {
        // Nobody cancels here.
    }
}
