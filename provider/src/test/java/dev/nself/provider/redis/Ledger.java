package dev.nself.provider.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Writers that note every write that Redis acknowledged, and later ask for all of them. */
final class Ledger implements AutoCloseable {

    /** Questions that are sent before the first answer is read. */
    private static final int BATCH = 500;

    private final int port;
    private final String password;
    private final SSLContext tls;
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong lastAck = new AtomicLong(System.nanoTime());
    private final AtomicLong longestGap = new AtomicLong();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean stopped;

    private Ledger(int port, String password, SSLContext tls) {
        this.port = port;
        this.password = password;
        this.tls = tls;
    }

    static Ledger start(int port, String password, SSLContext tls, int count) {
        Ledger ledger = new Ledger(port, password, tls);
        for (int i = 0; i < count; i++) {
            String name = "writer" + i;
            Thread writer = new Thread(() -> ledger.write(name), name);
            writer.start();
            ledger.writers.add(writer);
        }
        return ledger;
    }

    /** Starts to look for the longest time without an acknowledged write. */
    void watch() {
        lastAck.set(System.nanoTime());
        longestGap.set(0);
        failures.set(0);
    }

    String report() {
        return "longest gap %d ms, %d failed writes, %d acknowledged in all"
                .formatted(longestGap.get() / 1_000_000, failures.get(), acknowledged.size());
    }

    int count() {
        return acknowledged.size();
    }

    /** Acknowledged writes that are not there. */
    List<String> lost() throws IOException {
        List<String> lost = new ArrayList<>();
        List<Map.Entry<String, String>> all = new ArrayList<>(Map.copyOf(acknowledged).entrySet());
        try (Connection connection = new Connection()) {
            for (int from = 0; from < all.size(); from += BATCH) {
                List<Map.Entry<String, String>> batch = all.subList(from, Math.min(from + BATCH, all.size()));
                for (Map.Entry<String, String> entry : batch) {
                    connection.send("GET", entry.getKey());
                }
                for (Map.Entry<String, String> entry : batch) {
                    String found = connection.answer();
                    if (!found.equals(entry.getValue())) {
                        lost.add(entry.getKey() + " is " + found);
                    }
                }
            }
        }
        return lost;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread writer : writers) {
                writer.join(30_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String name) {
        long number = 0;
        while (!stopped) {
            try (Connection connection = new Connection()) {
                while (!stopped) {
                    String key = name + ":" + number;
                    String answer = connection.ask("SET", key, "value" + number);
                    if (!answer.equals("OK")) {
                        throw new IOException(answer);
                    }
                    acknowledged.put(key, "value" + number);
                    long now = System.nanoTime();
                    long gap = now - lastAck.getAndSet(now);
                    longestGap.accumulateAndGet(gap, Math::max);
                    number++;
                    Thread.sleep(4);
                }
            } catch (IOException e) {
                failures.incrementAndGet();
                number++;
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One logged in connection; an error is an answer that begins with a minus. */
    private final class Connection implements AutoCloseable {

        private final SSLSocket socket;
        private final InputStream in;

        private Connection() throws IOException {
            socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
            socket.setSoTimeout(10_000);
            in = new BufferedInputStream(socket.getInputStream());
            String answer = ask("AUTH", password);
            if (!answer.equals("OK")) {
                socket.close();
                throw new IOException(answer);
            }
        }

        private String ask(String... words) throws IOException {
            send(words);
            return answer();
        }

        private void send(String... words) throws IOException {
            StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                request.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
            }
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
        }

        private String answer() throws IOException {
            String line = line();
            return switch (line.charAt(0)) {
                case '$' -> line.equals("$-1") ? "nothing" : line();
                case '+' -> line.substring(1);
                default -> line;
            };
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int next = in.read();
            while (next != '\r') {
                if (next < 0) {
                    throw new IOException("the connection ended");
                }
                line.append((char) next);
                next = in.read();
            }
            in.read();
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
