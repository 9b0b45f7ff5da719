package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A folder on a container's volume, whether the container runs or not.
 *
 * @param path absolute
 */
public record ContainerTree(Container container, String path) {

    /**
     * Copies what is in the folder into another one, on whatever engine that is: from engine to engine through this
     * process, which both are reached from by SSH or TLS; nothing is kept here.
     */
    public void copyTo(ContainerTree other, Duration timeout) {
        Process giver = new Engine(container.dockerHost())
                .start(List.of("cp", container.name() + ":" + path + "/.", "-"));
        Process taker = new Engine(other.container.dockerHost())
                .start(List.of("cp", "-", other.container.name() + ":" + other.path));
        try {
            CompletableFuture<String> given = words(giver.getErrorStream());
            CompletableFuture<String> taken = words(taker.getErrorStream());
            CompletableFuture<Void> pumped = CompletableFuture.runAsync(() -> pump(giver, taker), Command.PIPES);
            long deadline = System.nanoTime() + timeout.toNanos();
            boolean ended = await(giver, deadline) && await(taker, deadline);
            if (!ended) {
                throw new ResourceFailure("%s: no end after %d s".formatted(route(other), timeout.toSeconds()));
            }
            String words = (given.get(5, TimeUnit.SECONDS) + taken.get(5, TimeUnit.SECONDS)).strip();
            if (giver.exitValue() != 0 || taker.exitValue() != 0) {
                throw new ResourceFailure("%s: broke off: %s".formatted(route(other), words));
            }
            pumped.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure(route(other) + ": cancelled", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ResourceFailure("%s: broke off: %s".formatted(route(other), e.getMessage()), e);
        } finally {
            giver.destroy();
            taker.destroy();
        }
    }

    private String route(ContainerTree other) {
        return "copying %s of container %s to container %s".formatted(path, container.name(), other.container.name());
    }

    private static boolean await(Process process, long deadline) throws InterruptedException {
        return process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private static void pump(Process giver, Process taker) {
        try (InputStream in = giver.getInputStream(); OutputStream out = taker.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static CompletableFuture<String> words(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Command.PIPES);
    }
}
