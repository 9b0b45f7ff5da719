package dev.nself.provider.server;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Work on several servers at the same time; each of them mostly waits for its server. */
final class SideBySide {

    private SideBySide() {}

    static <T> void forEach(List<T> elements, Consumer<T> work) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Callable<Void>> calls = elements.stream()
                    .map(element -> (Callable<Void>) () -> {
                        work.accept(element);
                        return null;
                    })
                    .toList();
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("servers: cancelled", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
