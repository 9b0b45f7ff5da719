package dev.nself.provider.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {

    private static String text(Facts facts) {
        return new TextReport(Sample.report(facts), Sample.outputs().urls()).text();
    }

    @Test
    void everythingThatThereIsHasATable() {
        assertThat(text(Sample.facts())).isEqualTo("""
                SERVER  ENGINE  ADDRESS              PROBLEM
                app1    28.5.2  of the environment   -
                db1     28.5.2  ssh://root@10.0.0.2  -

                SERVER  SERVICE   CONTAINER                 IMAGE        HEALTH   RESTARTS
                app1    postgres  nself-shop-app1-postgres  postgres:17  healthy  0
                db1     postgres  nself-shop-db1-postgres   postgres:17  healthy  0

                SERVER  DATABASE  STATE      TIMELINE  LAG BYTES  SYNC
                app1    primary   running    3         -          -
                db1     standby   streaming  3         96         async

                SERVER  REPLICATION SLOT  IN USE  HELD BYTES  STATUS
                app1    nself_db1         yes     0           reserved

                SERVER  REDIS    STATE      FOLLOWS
                app1    primary  1 replica  -
                db1     replica  link up    app1:6379

                SERVER  FIREWALL   LETS IN
                db1     confirmed  tcp 22 from everybody (0.0.0.0/0): SSH

                SERVER  CERTIFICATE UNTIL     DAYS  SIGNED BY
                app1    2027-02-23T21:00:00Z  89    Let's "Encrypt"

                SERVER  DATA KEPT, NOT IN USE        TO DELETE IT FOR GOOD
                db1     nself-shop-db1-storage-data  docker volume rm nself-shop-db1-storage-data

                apiUrl: https://api.shop.example
                """);
    }

    @Test
    void serverThatIsAwayIsARowWithTheReason() {
        var away = new Facts.Server("db1", "ssh://root@10.0.0.2", false, "", "docker: the engine cannot be reached");

        assertThat(text(Facts.onlyServers(List.of(away)))).isEqualTo("""
                SERVER  ENGINE       ADDRESS              PROBLEM
                db1     unreachable  ssh://root@10.0.0.2  docker: the engine cannot be reached

                no container of stack shop on these engines

                apiUrl: https://api.shop.example
                """);
    }

    @Test
    void firewallTellsItsProblemsBeforeItsRules() {
        var firewall = new Facts.Firewall("db1", "confirmed", List.of("tcp 22 from everybody: SSH"), List.of("iptables: INPUT does not pass"));
        var silent = new Facts.Firewall("lb1", "stopped", List.of(), List.of());
        var facts = new Facts(List.of(Sample.DB1), List.of(), List.of(), List.of(), List.of(), List.of(firewall, silent), List.of());

        assertThat(text(facts)).contains("""
                SERVER  FIREWALL   LETS IN
                db1     confirmed  problem: iptables: INPUT does not pass
                db1     confirmed  tcp 22 from everybody: SSH
                lb1     stopped    -
                """);
    }
}
