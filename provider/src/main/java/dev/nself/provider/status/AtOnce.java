package dev.nself.provider.status;

import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Questions that wait for engines, all at once. */
final class AtOnce {

    /** Daemons, so that a server that never answers does not keep the program from its end. */
    private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "question");
        thread.setDaemon(true);
        return thread;
    });

    private AtOnce() {}

    static <T> CompletableFuture<T> start(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, THREADS);
    }

    /** The answers in the order of the things. */
    static <T, R> List<R> map(List<T> things, Function<T, R> question) {
        List<CompletableFuture<R>> answers = things.stream().map(thing -> start(() -> question.apply(thing))).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /**
     * The answer, or a failure that says what was waited for.
     *
     * @throws ResourceFailure of the question itself, or when it takes longer
     */
    static <T> T within(Duration patience, String silent, Supplier<T> question) {
        try {
            return start(question).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ResourceFailure(silent, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
