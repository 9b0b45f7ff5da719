package dev.nself.provider.store;

import dev.nself.provider.rpc.Call;
import java.time.Duration;
import java.util.Set;

/** A call that dies at the first step that none died at before, as if its process were killed there. */
public final class CutCall implements Call {

    /** The death, which nothing of the code under test knows. */
    public static final class Cut extends Error {
        private static final long serialVersionUID = 1;

        Cut(String step) {
            super(step);
        }
    }

    private final Set<String> before;

    /** {@code before} holds the steps that were died at, whatever servers they named; this one's is added. */
    public CutCall(Set<String> before) {
        this.before = before;
    }

    @Override
    public String urn() {
        return "urn:pulumi:test::test::nself:index:Test::test";
    }

    @Override
    public Duration timeout() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void progress(String line) {
        if (before.add(line.replaceAll("app1|db1|\\d+", "_"))) {
            throw new Cut(line);
        }
    }

    @Override
    public void info(String line) {
        System.out.println(line);
    }

    @Override
    public void warn(String line) {
        System.out.println("warning: " + line);
    }

    @Override
    public void throwIfCancelled() {
        // Nobody cancels here.
    }
}
