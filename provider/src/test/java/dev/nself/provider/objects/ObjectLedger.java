package dev.nself.provider.objects;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Writers that put, overwrite and delete objects of a versioned bucket and note every acknowledged version. */
final class ObjectLedger implements AutoCloseable {

    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong lastAck = new AtomicLong(System.nanoTime());
    private final AtomicLong longestGap = new AtomicLong();
    private final List<Thread> writers = new ArrayList<>();
    private final long rest;
    private volatile boolean stopped;

    private ObjectLedger(long rest) {
        this.rest = rest;
    }

    /** Starts so many writers, each of which rests for so many milliseconds after each request. */
    static ObjectLedger start(Supplier<S3> connect, int count, long rest) {
        ObjectLedger ledger = new ObjectLedger(rest);
        for (int i = 0; i < count; i++) {
            String name = "writer" + i;
            Thread writer = new Thread(() -> ledger.write(connect.get(), name), name);
            writer.start();
            ledger.writers.add(writer);
        }
        return ledger;
    }

    void watch() {
        lastAck.set(System.nanoTime());
        longestGap.set(0);
        failures.set(0);
    }

    String report() {
        return "longest gap %d ms, %d failed requests, %d acknowledged in all"
                .formatted(longestGap.get() / 1_000_000, failures.get(), acknowledged.size());
    }

    /** {@code VERSION KEY} to the tag, which is empty for a deletion. */
    Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    @Override
    public void close() {
        finish();
    }

    /** Lets every writer come to its end. */
    void finish() {
        stopped = true;
        try {
            for (Thread writer : writers) {
                writer.join(60_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(S3 s3, String name) {
        for (long number = 0; !stopped; number++) {
            // Every key gets three versions, and every tenth of them is deleted.
            String key = "%s/%d.bin".formatted(name, number / 4);
            boolean delete = number % 40 == 39;
            try {
                byte[] body = new byte[delete ? 0 : ThreadLocalRandom.current().nextInt(10, 40_000)];
                ThreadLocalRandom.current().nextBytes(body);
                HttpResponse<String> answer = s3.send(delete ? "DELETE" : "PUT", "/load/" + key, "", body);
                if (answer.statusCode() / 100 != 2) {
                    throw new IOException("status " + answer.statusCode());
                }
                String version = answer.headers().firstValue("x-amz-version-id").orElse("null") + " " + key;
                // To delete what was never written succeeds and leaves nothing.
                boolean nothing = delete && version.startsWith("null ") && !written(key);
                if (!nothing) {
                    acknowledged.put(version, answer.headers().firstValue("etag").orElse("").replace("\"", ""));
                }
                long now = System.nanoTime();
                longestGap.accumulateAndGet(now - lastAck.getAndSet(now), Math::max);
                Thread.sleep(rest);
            } catch (IOException e) {
                failures.incrementAndGet();
                s3.reconnect();
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean written(String key) {
        return acknowledged.keySet().stream().anyMatch(version -> version.endsWith(" " + key));
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
