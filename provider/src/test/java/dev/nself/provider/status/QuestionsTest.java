package dev.nself.provider.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    @Test
    void primaryOfRedisTellsItsReplicas() {
        assertThat(Questions.redis("app1", "# Replication\r\nrole:master\r\nconnected_slaves:2\r\n"))
                .isEqualTo(new Facts.Redis("app1", "primary", "2 replicas", ""));
    }

    @Test
    void replicaOfRedisTellsWhomItFollows() {
        assertThat(Questions.redis("db1", "role:slave\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\nmaster_link_status:down\r\n"))
                .isEqualTo(new Facts.Redis("db1", "replica", "link down", "10.0.0.1:6379"));
    }

    @Test
    void redisThatDoesNotTellSaysWhy() {
        assertThat(Questions.redis("db1", "NOAUTH Authentication required.\n"))
                .isEqualTo(new Facts.Redis("db1", "unknown", "NOAUTH Authentication required.", ""));
        assertThat(Questions.redis("db1", "")).isEqualTo(new Facts.Redis("db1", "unknown", "no answer", ""));
    }

    @Test
    void firewallTellsEachRuleOnce() {
        assertThat(Questions.firewall("db1", "confirmed\nproblem iptables: changed\nopen tcp 22\nopen tcp 443\nopen tcp 22\n"))
                .isEqualTo(new Facts.Firewall("db1", "confirmed", List.of("tcp 22", "tcp 443"), List.of("iptables: changed")));
        assertThat(Questions.firewall("db1", "open tcp 22\n").state()).isEqualTo("unconfirmed");
        assertThat(Questions.firewall("db1", "refused\n").state()).isEqualTo("refused");
    }

    @Test
    void memberTellsItsFollowersAndSlots() throws IOException {
        var view = PostgresQuestion.read("app1", new ObjectMapper().readTree("""
                {"recovery": false, "timeline": 4, "position": 700, "receiver": null, "fenced": false,
                 "followers": [{"name": "db1", "sync": "sync", "lag": null}],
                 "slots": [{"name": "nself_db1", "active": false, "held": null, "status": null}]}"""));

        assertThat(view).isEqualTo(new PostgresView("app1", "primary", "running", 4, 700L,
                List.of(new PostgresView.Follower("db1", "sync", null)),
                List.of(new PostgresView.Slot("app1", "nself_db1", false, null, ""))));
    }

    @Test
    void standbyWithoutAReceiverDoesNotStream() throws IOException {
        assertThat(PostgresQuestion.read("db1", new ObjectMapper().readTree("""
                {"recovery": true, "timeline": 4, "position": 700, "receiver": null, "fenced": false, "followers": null, "slots": null}"""))
                .state()).isEqualTo("not streaming");
    }
}
