package dev.nself.provider.rpc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The calls that work on resources right now, so that a cancelled run can interrupt them. */
final class RunningCalls {

    private final EngineLog log;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    RunningCalls(EngineLog log) {
        this.log = log;
    }

    <T> T run(String urn, double timeoutSeconds, Function<Call, T> work) {
        Thread thread = Thread.currentThread();
        threads.add(thread);
        try {
            Call call = new RunningCall(urn, Duration.ofMillis(Math.round(timeoutSeconds * 1000)));
            call.throwIfCancelled();
            return work.apply(call);
        } finally {
            threads.remove(thread);
            // The thread goes back to a pool: the next call must not find this one's interrupt.
            Thread.interrupted();
        }
    }

    void cancel() {
        cancelled = true;
        threads.forEach(Thread::interrupt);
    }

    private final class RunningCall implements Call {

        private final String urn;
        private final Duration timeout;

        private RunningCall(String urn, Duration timeout) {
            this.urn = urn;
            this.timeout = timeout;
        }

        @Override
        public String urn() {
            return urn;
        }

        @Override
        public Duration timeout() {
            return timeout;
        }

        @Override
        public void progress(String line) {
            log.progress(urn, line);
        }

        @Override
        public void info(String line) {
            log.info(urn, line);
        }

        @Override
        public void warn(String line) {
            log.warn(urn, line);
        }

        @Override
        public void throwIfCancelled() {
            if (cancelled) {
                throw new ResourceFailure("cancelled");
            }
        }
    }
}
