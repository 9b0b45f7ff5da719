package dev.nself.program;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * Clients that write rows one by one and note every one that the database acknowledged: what is in their notes and not
 * in the table was lost. A failed write is tried again under another number, since nobody knows whether it happened.
 */
final class Ledger implements AutoCloseable {

    static final String TABLE = "create table ledger (worker int, seq bigint); alter table ledger owner to migrator;"
            + " grant insert, select on ledger to app";

    private final List<Worker> workers = new ArrayList<>();
    private volatile boolean ended;

    private Ledger() {}

    /** Starts writing as a role of the database, through whatever answers at the address. */
    static Ledger start(String host, String database, String role, String password, int workers) {
        Ledger ledger = new Ledger();
        Properties login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", password);
        login.setProperty("sslmode", "require");
        for (int number = 0; number < workers; number++) {
            Worker worker = ledger.new Worker("jdbc:postgresql://" + host + ":5432/" + database, login, number);
            ledger.workers.add(worker);
            worker.start();
        }
        return ledger;
    }

    /** Rows that the database acknowledged so far. */
    long acknowledged() {
        return workers.stream().mapToLong(worker -> worker.acknowledged.size()).sum();
    }

    /** What was acknowledged, as lines of {@code worker seq}; the writing has ended. */
    List<String> notes() {
        close();
        List<String> notes = new ArrayList<>();
        workers.forEach(worker -> worker.acknowledged.forEach(seq -> notes.add(worker.number + " " + seq)));
        Collections.sort(notes);
        return notes;
    }

    /** Words of statements that failed. */
    List<String> failures() {
        return workers.stream().flatMap(worker -> worker.failures.stream()).toList();
    }

    /** The longest time in which nobody's write was acknowledged. */
    Duration longestSilence() {
        List<Long> moments = new ArrayList<>();
        workers.forEach(worker -> moments.addAll(worker.moments));
        Collections.sort(moments);
        long longest = 0;
        for (int i = 1; i < moments.size(); i++) {
            longest = Math.max(longest, moments.get(i) - moments.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        ended = true;
        workers.forEach(worker -> {
            try {
                worker.join(Duration.ofMinutes(2).toMillis());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
        });
    }

    /** One connection, one row at a time. */
    private final class Worker extends Thread {

        private final String url;
        private final Properties login;
        private final int number;
        private final List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> moments = new ArrayList<>();
        private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
        private long seq;

        Worker(String url, Properties login, int number) {
            super("ledger-" + number);
            this.url = url;
            this.login = login;
            this.number = number;
        }

        @Override
        public void run() {
            while (!ended) {
                try (Connection connection = DriverManager.getConnection(url, login);
                        PreparedStatement insert = connection.prepareStatement("insert into ledger values (?, ?)")) {
                    while (!ended) {
                        write(insert);
                    }
                } catch (SQLException failed) {
                    failures.add(failed.getMessage());
                }
            }
        }

        private void write(PreparedStatement insert) throws SQLException {
            seq++;
            insert.setInt(1, number);
            insert.setLong(2, seq);
            insert.executeUpdate();
            acknowledged.add(seq);
            moments.add(System.nanoTime());
            // Some hundred rows a second are enough to be in the middle of one at any moment.
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }
}
