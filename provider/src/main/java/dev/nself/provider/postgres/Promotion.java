package dev.nself.provider.postgres;

import dev.nself.provider.exec.Shell;

/** Makes a standby the primary. */
final class Promotion {

    private Promotion() {}

    private static final String START = "SELECT pg_promote(false);";

    /** Asks every few milliseconds, where {@code pg_promote} itself takes 100. */
    private static final String AWAIT = """
            DO $$ BEGIN
              FOR i IN 1..12000 LOOP
                IF NOT pg_is_in_recovery() THEN RETURN; END IF;
                PERFORM pg_sleep(0.005);
              END LOOP;
              RAISE EXCEPTION 'it was told to become the primary and did not within 60 s; run up again';
            END $$;
            """;

    /** Tells the standby of this psql; {@link #await} must follow. */
    static void begin(Shell sql) {
        sql.send(START);
        sql.send(AWAIT);
    }

    static void await(Shell sql) {
        sql.expected("promoting", sql.receive(Server.LIMIT));
        sql.expected("becoming the primary", sql.receive(Server.LIMIT));
    }
}
