package dev.nself.provider.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Clients that insert one row after the other, each a transaction of its own with a prepared statement, and write down
 * what the database has acknowledged. Afterwards table and record are compared.
 */
final class Ledger implements AutoCloseable {

    private static final int WORKERS = 4;

    private final String url;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Long> times = new ConcurrentLinkedQueue<>();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean ended;

    private Ledger(String url) {
        this.url = url;
    }

    /** Starts them; the table {@code ledger} is there already. */
    static Ledger through(String host) {
        Ledger ledger = new Ledger("jdbc:postgresql://" + host + ":5432/app");
        for (int worker = 0; worker < WORKERS; worker++) {
            int number = worker;
            Thread thread = new Thread(() -> ledger.work(number), "ledger " + worker);
            thread.start();
            ledger.workers.add(thread);
        }
        return ledger;
    }

    private void work(int worker) {
        int sequence = 0;
        while (!ended) {
            try (Connection connection = DriverManager.getConnection(url, properties());
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO ledger VALUES (?, ?)")) {
                while (!ended) {
                    sequence++;
                    insert.setInt(1, worker);
                    insert.setInt(2, sequence);
                    insert.executeUpdate();
                    acknowledged.add(worker + "|" + sequence);
                    times.add(System.nanoTime());
                }
            } catch (SQLException e) {
                failures.add(e.getMessage());
                TestCluster.pause(50);
            }
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", "app");
        properties.setProperty("password", TestCluster.APP_PASSWORD);
        properties.setProperty("sslmode", "disable");
        return properties;
    }

    int count() {
        return acknowledged.size();
    }

    /** Waits until so many more were acknowledged: the way is open. */
    void awaitMore(int rows) {
        int begin = count();
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (count() < begin + rows) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nothing is acknowledged any more; failures: " + failures);
            }
            TestCluster.pause(20);
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Rows that were acknowledged and are not in the table. */
    List<String> lost(String table) {
        Set<String> missing = new TreeSet<>(acknowledged);
        missing.removeAll(table.lines().collect(Collectors.toSet()));
        return List.copyOf(missing);
    }

    /** The longest time in which nobody was acknowledged, in milliseconds. */
    long longestGap() {
        List<Long> sorted = times.stream().sorted().toList();
        long longest = 0;
        for (int i = 1; i < sorted.size(); i++) {
            longest = Math.max(longest, sorted.get(i) - sorted.get(i - 1));
        }
        return longest / 1_000_000;
    }

    /** Ends the clients, also twice; what they had under way comes to its end. */
    Ledger end() {
        ended = true;
        for (Thread worker : workers) {
            try {
                worker.join(60_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return this;
    }

    @Override
    public void close() {
        end();
    }
}
