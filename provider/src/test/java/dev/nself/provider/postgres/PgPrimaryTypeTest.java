package dev.nself.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.Checked.Failure;
import dev.nself.provider.rpc.ResourceType;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Inputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PgPrimaryTypeTest {

    private static final Place PLACE =
            new Place("db1", new Container("", "db1"), "db1", "10.0.0.2", 5432);

    private final PgPrimaryType primary = new PgPrimaryType();
    private final PgSeedType seed = new PgSeedType();

    @Test
    void whatIsDeclaredIsAcceptedAndCompleted() {
        assertThat(primary.check(Map.of(), inputs()).failures()).isEmpty();
        assertThat(primary.check(Map.of(), inputs()).inputs())
                .containsEntry("kind", "plain")
                .containsEntry("dataPath", "/var/lib/postgresql/data")
                .containsEntry("pgdata", "pgdata")
                .containsEntry("replicationUser", "replicator")
                .containsEntry("poolers", List.of());
    }

    @Test
    void theMemberIsOneOfTheCandidates() {
        assertThat(failures(primary, "members", List.of("db2")))
                .containsExactly(new Failure("members", "is no candidate, got db2; allowed: app1, db1"));
        assertThat(failures(primary, "members", List.of("app1", "db1")))
                .containsExactly(new Failure("members", "must be one, got 2; allowed: one of app1, db1"));
        assertThat(failures(primary, "candidates", List.of(place("db1"), place("db1"))))
                .containsExactly(new Failure("candidates[1].name", "stands there twice, got db1"));
        Map<String, Object> seeded = seedInputs();
        seeded.put("member", "db2");
        assertThat(seed.check(Map.of(), seeded).failures())
                .containsExactly(new Failure("member", "is no candidate, got db2; allowed: app1, db1"));
    }

    @Test
    void whatAPreviewDoesNotKnowYetIsNoMistake() {
        assertThat(failures(primary, "candidates", Unknown.VALUE)).isEmpty();
        assertThat(failures(primary, "candidates", List.of(Unknown.VALUE))).isEmpty();
        assertThat(failures(primary, "members", Unknown.VALUE)).isEmpty();
        assertThat(failures(primary, "replicationPassword", Unknown.VALUE)).isEmpty();
        Map<String, Object> seeded = seedInputs();
        seeded.put("member", Unknown.VALUE);
        assertThat(seed.check(Map.of(), seeded).failures()).isEmpty();
    }

    @Test
    void aPasswordThatItsFileCannotHoldIsRefusedWithoutBeingShown() {
        assertThat(failures(primary, "replicationPassword", "with:colon"))
                .containsExactly(new Failure("replicationPassword",
                        "cannot be used, got a text of 10 characters; allowed: a text of one line without : and \\"));
    }

    @Test
    void anotherMemberIsAnUpdateInPlaceWhoseEndAPreviewKnows() {
        Map<String, Object> before = primary.check(Map.of(), inputs()).inputs();
        Map<String, Object> after = new HashMap<>(before);
        after.put("members", List.of("app1"));
        Map<String, Object> outputs = new HashMap<>(before);
        outputs.putAll(Map.of("primary", "db1", "systemIdentifier", "7", "drift", List.of()));

        assertThat(primary.diff("primary", before, outputs, after).changes()).containsOnlyKeys("members");
        assertThat(primary.diff("primary", before, outputs, after).changes().get("members").replaces()).isFalse();
        assertThat(primary.previewUpdate(before, outputs, after))
                .containsEntry("primary", "app1")
                .containsEntry("systemIdentifier", "7");
        assertThat(primary.diff("primary", before, outputs, before).changes()).isEmpty();
    }

    @Test
    void driftIsMendedByAnUpdate() {
        Map<String, Object> inputs = primary.check(Map.of(), inputs()).inputs();
        Map<String, Object> outputs = new HashMap<>(inputs);
        outputs.put("drift", List.of("pooler is paused"));

        assertThat(primary.diff("primary", inputs, outputs, inputs).changes()).containsOnlyKeys("drift");
    }

    @Test
    void thePasswordStandsInNoText() {
        Cluster cluster = Cluster.of(new Inputs(inputs()));

        assertThat(cluster.toString()).doesNotContain("secret-of-replication");
        assertThat(cluster.connection(PLACE, PLACE, "/ca")).doesNotContain("secret-of-replication").doesNotContain("'");
    }

    private static List<Failure> failures(ResourceType type, String name, Object value) {
        Map<String, Object> inputs = inputs();
        inputs.put(name, value);
        return type.check(Map.of(), inputs).failures();
    }

    private static Map<String, Object> inputs() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("members", List.of("db1"));
        inputs.put("candidates", List.of(place("app1"), place("db1")));
        inputs.put("image", "postgres:17.6-trixie");
        inputs.put("replicationPassword", "secret-of-replication");
        return inputs;
    }

    private static Map<String, Object> seedInputs() {
        Map<String, Object> inputs = inputs();
        inputs.remove("members");
        inputs.putAll(Map.of("member", "db1", "network", "link", "authorityPem", "PEM"));
        return inputs;
    }

    private static Map<String, Object> place(String name) {
        return Map.of("name", name, "container", name, "volume", name, "host", name, "port", 5432.0);
    }
}
