package dev.nself.provider.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Facts NOTHING = Facts.onlyServers(List.of());

    private static Facts containers(Facts.Running... containers) {
        return new Facts(List.of(), List.of(containers), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Facts postgres(PostgresView... members) {
        return new Facts(List.of(), List.of(), List.of(), List.of(members), List.of(), List.of(), List.of());
    }

    /** Whether a container that is healthy and these facts are well. */
    private static boolean well(Facts facts) {
        return Sample.report(Facts.together(List.of(containers(Sample.POSTGRES), facts))).well();
    }

    @Test
    void documentHoldsTheSameFacts() throws IOException {
        JsonNode document = new ObjectMapper().readTree(Status.json(Sample.report(Sample.facts())));

        List<String> keys = new ArrayList<>();
        document.fieldNames().forEachRemaining(keys::add);
        assertThat(keys).containsExactlyInAnyOrder("stack", "servers", "containers", "certificates", "members", "slots", "redis",
                "firewalls", "keptVolumes", "outputs", "well");
        assertThat(document.path("stack").asText()).isEqualTo("shop");
        assertThat(document.path("containers").get(1)).isEqualTo(json("""
                {"server": "db1", "service": "postgres", "container": "nself-shop-db1-postgres", "image": "postgres:17",
                 "health": "healthy", "restarts": 0}"""));
        assertThat(document.path("certificates").get(0)).isEqualTo(json("""
                {"server": "app1", "until": "2027-02-23T21:00:00Z", "days": 89, "signedBy": "Let's \\"Encrypt\\""}"""));
        assertThat(document.path("members").get(0)).isEqualTo(json("""
                {"server": "app1", "role": "primary", "state": "running", "timeline": 3, "lagBytes": null, "sync": ""}"""));
        assertThat(document.path("slots").get(0)).isEqualTo(json("""
                {"server": "app1", "slot": "nself_db1", "active": true, "heldBytes": 0, "status": "reserved"}"""));
        assertThat(document.path("keptVolumes").get(0).path("removal").asText()).isEqualTo("docker volume rm nself-shop-db1-storage-data");
        assertThat(document.path("outputs").path("replicas").asInt()).isEqualTo(2);
        assertThat(document.path("well").asBoolean()).isTrue();
    }

    @Test
    void serversOfSeveralEnginesAreInOrder() {
        var document = Sample.report(Facts.together(List.of(
                Facts.onlyServers(List.of(Sample.DB1)), Facts.onlyServers(List.of(Sample.APP1)))));

        assertThat(document.servers()).containsExactly(Sample.APP1, Sample.DB1);
    }

    @Test
    void containersAreWellWhenHealthyOrRunningWithoutACheck() {
        assertThat(Sample.report(containers(Sample.POSTGRES)).well()).isTrue();
        assertThat(Sample.report(containers(Sample.container("app1", "proxy", "running"))).well()).isTrue();
        assertThat(Sample.report(containers(Sample.POSTGRES, Sample.container("app1", "auth", "unhealthy"))).well()).isFalse();
        assertThat(Sample.report(containers(Sample.container("app1", "auth", "exited"))).well()).isFalse();
        assertThat(Sample.report(NOTHING).well()).as("no container").isFalse();
    }

    @Test
    void serverThatIsAwayIsNotWell() {
        assertThat(well(Facts.onlyServers(List.of(Sample.DB1)))).isTrue();
        assertThat(well(Facts.onlyServers(List.of(new Facts.Server("db1", "", false, "", "away"))))).isFalse();
    }

    @Test
    void databaseIsWellWithOnePrimaryAndStandbysThatStream() {
        assertThat(well(postgres(Sample.PRIMARY, Sample.STANDBY))).isTrue();
        assertThat(well(postgres(Sample.STANDBY))).as("no primary").isFalse();
        assertThat(well(postgres(Sample.PRIMARY, Sample.PRIMARY))).as("two").isFalse();
        assertThat(well(postgres(PostgresView.without("app1", "primary", "fenced")))).isFalse();
        assertThat(well(postgres(Sample.PRIMARY, PostgresView.without("db1", "standby", "not streaming")))).isFalse();
        assertThat(well(postgres(Sample.PRIMARY, PostgresView.without("db1", "stopped", "exited")))).isFalse();
    }

    @Test
    void slotThatLosesWhatItHoldsIsNotWell() {
        var losing = new PostgresView.Slot("app1", "forgotten", false, 9_000_000L, "unreserved");

        assertThat(well(postgres(new PostgresView("app1", "primary", "running", 1, 1L, List.of(), List.of(losing))))).isFalse();
    }

    @Test
    void cacheIsWellWhileReplicasAreLinked() {
        assertThat(new Facts.Redis("app1", "primary", "0 replicas", "").well()).isTrue();
        assertThat(new Facts.Redis("app1", "replica", "link up", "db1:6379").well()).isTrue();
        assertThat(new Facts.Redis("app1", "replica", "link down", "db1:6379").well()).isFalse();
        assertThat(new Facts.Redis("app1", "unknown", "NOAUTH", "").well()).isFalse();
    }

    @Test
    void firewallIsWellWhenConfirmedAndAsItWasSet() {
        assertThat(new Facts.Firewall("db1", "confirmed", List.of(), List.of()).well()).isTrue();
        assertThat(new Facts.Firewall("db1", "unconfirmed", List.of(), List.of()).well()).isFalse();
        assertThat(new Facts.Firewall("db1", "confirmed", List.of(), List.of("changed")).well()).isFalse();
    }

    @Test
    void certificateThatHasEndedIsNotWell() {
        var ended = new Facts.Certificate("app1", "2020-01-01T00:00:00Z", -3, "somebody");

        assertThat(well(new Facts(List.of(), List.of(), List.of(ended), List.of(), List.of(), List.of(), List.of()))).isFalse();
    }

    @Test
    void keptDataIsWell() {
        var kept = new Facts.KeptVolume("db1", "old", "docker volume rm old");

        assertThat(well(new Facts(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(kept)))).isTrue();
    }

    @Test
    void lagOfAStandbyThatThePrimaryDoesNotKnowIsTheDistanceBetweenThem() {
        var alone = new PostgresView("app1", "primary", "running", 3, 5000L, List.of(), List.of());
        var ahead = new PostgresView("db2", "standby", "streaming", 3, 5100L, List.of(), List.of());

        assertThat(Member.of(List.of(alone, Sample.STANDBY, ahead))).extracting(Member::lagBytes).containsExactly(null, 1000L, 0L);
        assertThat(Member.of(List.of(Sample.STANDBY))).extracting(Member::lagBytes).containsExactly((Long) null);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
