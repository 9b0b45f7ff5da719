package dev.nself.provider.status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A stack on two servers on which all is well, of which a test changes one thing. */
final class Sample {

    static final Facts.Server APP1 = new Facts.Server("app1", "", true, "28.5.2", "");
    static final Facts.Server DB1 = new Facts.Server("db1", "ssh://root@10.0.0.2", true, "28.5.2", "");
    static final Facts.Running POSTGRES = container("db1", "postgres", "healthy");
    static final PostgresView.Slot SLOT = new PostgresView.Slot("app1", "nself_db1", true, 0L, "reserved");
    static final PostgresView PRIMARY = new PostgresView("app1", "primary", "running", 3, 5000L,
            List.of(new PostgresView.Follower("db1", "async", 96L)), List.of(SLOT));
    static final PostgresView STANDBY = new PostgresView("db1", "standby", "streaming", 3, 4000L, List.of(), List.of());

    private Sample() {}

    static Facts.Running container(String server, String service, String health) {
        return new Facts.Running(server, service, "nself-shop-" + server + "-" + service, service + ":17", health, 0);
    }

    static Facts facts() {
        return new Facts(
                List.of(APP1, DB1),
                List.of(container("app1", "postgres", "healthy"), POSTGRES),
                List.of(new Facts.Certificate("app1", "2027-02-23T21:00:00Z", 89, "Let's \"Encrypt\"")),
                List.of(PRIMARY, STANDBY),
                List.of(new Facts.Redis("app1", "primary", "1 replica", ""), new Facts.Redis("db1", "replica", "link up", "app1:6379")),
                List.of(new Facts.Firewall("db1", "confirmed", List.of("tcp 22 from everybody (0.0.0.0/0): SSH"), List.of())),
                List.of(new Facts.KeptVolume("db1", "nself-shop-db1-storage-data", "docker volume rm nself-shop-db1-storage-data")));
    }

    static Outputs outputs(String json) {
        try {
            return Outputs.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Outputs outputs() {
        return outputs("{\"apiUrl\": \"https://api.shop.example\", \"replicas\": 2, \"caCertificate\": \"PEM\"}");
    }

    static Report report(Facts facts) {
        return Report.of("shop", facts, outputs());
    }
}
