package dev.nself.provider.postgres;

/** Makes a standby the primary. */
final class Promotion {

    private Promotion() {}

    /** Run by the superuser in the standby; asks every few milliseconds, where {@code pg_promote} itself takes 100. */
    static String script(Cluster cluster) {
        return Server.sql(cluster, """
                SELECT pg_promote(false);
                DO $$ BEGIN
                  FOR i IN 1..12000 LOOP
                    IF NOT pg_is_in_recovery() THEN RETURN; END IF;
                    PERFORM pg_sleep(0.005);
                  END LOOP;
                  RAISE EXCEPTION 'it was told to become the primary and did not within 60 s; run up again';
                END $$;
                """);
    }
}
