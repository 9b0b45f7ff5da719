package dev.nself.provider.postgres;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same work at several places at once: each waits for an engine, none for a processor. */
final class Parallel {

    private Parallel() {}

    /** The results in the order of the places; a failure of one ends the others. */
    static <T, R> List<R> map(List<T> places, Function<T, R> work) {
        if (places.size() < 2) {
            return places.stream().map(work).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(places.size(), task -> {
            Thread thread = new Thread(task, "place");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<R>> results =
                    places.stream().map(place -> threads.submit(() -> work.apply(place))).toList();
            List<R> values = new ArrayList<>();
            for (Future<R> result : results) {
                values.add(result.get());
            }
            return values;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("cancelled", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    static <T> void each(List<T> places, Consumer<T> work) {
        map(places, place -> {
            work.accept(place);
            return place;
        });
    }
}
