package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.fleet.Fleet;
import dev.nself.fleet.FleetServer;
import dev.nself.fleet.PortScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The platform on machines of their own: a real engine, a network and an SSH server for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServersIT {

    private static final String[] IMAGES = {
        "nginx:1.28.0-bookworm", "postgres:17.6-trixie", "redis:8.0.4-bookworm", "hasura/graphql-engine:v2.48.5-ce",
        "haproxy:3.0.28-trixie", "edoburu/pgbouncer:v1.24.1-p1", "docker:28.5.2-dind"
    };

    /** pgbench's own words at its end. */
    private static final Pattern PROCESSED = Pattern.compile("number of transactions actually processed: (\\d+)");

    private Fleet fleet;
    private TestStack stack;

    @BeforeAll
    void up() {
        fleet = Fleet.start("program", "app1", "db1").withImages(IMAGES);
        stack = new TestStack("servers");
        stack.small();
        stack.set("target", "servers");
        stack.set("domain", "example.com");
        stack.set("tls.mode", "self-signed");
        stack.set("proxy.httpPort", "80");
        stack.set("proxy.httpsPort", "443");
        list(0, fleet.server("app1"), "app");
        list(1, fleet.server("db1"), "db");
        judgedUp();
    }

    @AfterAll
    void removeEverything() {
        if (stack != null) {
            stack.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    @Order(1)
    void from_outside_only_the_proxy_and_ssh_answer() {
        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, fleet.server("app1").address())).containsExactly(22, 80, 443);
        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, fleet.server("db1").address())).containsExactly(22);
    }

    @Test
    @Order(2)
    void a_move_to_the_other_server_under_load_loses_nothing() {
        sql("app1", Ledger.TABLE + "; create sequence taken; alter sequence taken owner to migrator; grant usage on taken to app");
        startLoad();
        stack.set("tier", "split");
        judgedUp().lines().filter(line -> line.contains("write pause")).forEach(System.out::println);
        String load = endOfLoad();
        Matcher processed = PROCESSED.matcher(load);
        assertThat(processed.find()).as(load).isTrue();
        System.out.println("servers: " + processed.group() + ", " + load.lines().filter(line -> line.contains("failed")).toList());
        assertThat(load).contains("number of failed transactions: 0 (0.000%)");
        assertThat(sql("db1", "select pg_is_in_recovery()")).isEqualTo("f");
        assertThat(sql("db1", "select count(*) from ledger")).as("rows acknowledged").isEqualTo(processed.group(1));
        assertThat(sql("db1", "select count(distinct seq) from ledger")).as("none twice").isEqualTo(processed.group(1));
    }

    @Test
    @Order(3)
    void in_split_too_the_data_answers_nobody_from_outside() {
        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, fleet.server("app1").address())).containsExactly(22, 80, 443);
        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, fleet.server("db1").address())).containsExactly(22);
        assertThat(fleet.run("app1", "bash", "-c", "exec 3<>/dev/tcp/" + fleet.server("db1").address() + "/5432").ok())
                .as("the application's server reaches the database").isTrue();
    }

    @Test
    @Order(3)
    void between_servers_nothing_is_in_plain() {
        assertThat(sql("db1", "select count(*) from pg_stat_ssl s join pg_stat_activity a using (pid)"
                + " where a.client_addr is not null and s.ssl")).isNotEqualTo("0");
        assertThat(sql("db1", "select count(*) from pg_stat_ssl s join pg_stat_activity a using (pid)"
                + " where a.client_addr is not null and not s.ssl")).isEqualTo("0");
    }

    @Test
    @Order(4)
    void up_again_and_after_a_refresh_changes_nothing() {
        stack.up("--expect-no-changes").orFail();
        stack.refresh().orFail();
        stack.up("--expect-no-changes").orFail();
    }

    /** Under every rule but one: the stand-ins for servers let nobody in but root. */
    private String judgedUp() {
        Path exceptions = Cli.temporary();
        try {
            Files.writeString(exceptions, """
                    {"host-ssh": {"exceptions": [
                      {"resource": "app1", "reason": "a stand-in server of a test", "until": "2099-12-31"},
                      {"resource": "db1", "reason": "a stand-in server of a test", "until": "2099-12-31"}]}}
                    """);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return stack.up("--policy-pack", "policies/prebuilt", "--policy-pack-config", exceptions.toString()).orFail();
    }

    private void list(int index, FleetServer server, String role) {
        String path = "servers[" + index + "]";
        stack.set(path + ".name", server.name());
        stack.set(path + ".roles[0]", role);
        stack.set(path + ".address", server.address());
        stack.set(path + ".docker", "ssh://root@" + server.address());
        stack.set(path + ".ssh.key", server.identity().toString());
        stack.set(path + ".ssh.hostKey", hostKey(server));
    }

    private static String hostKey(FleetServer server) {
        try {
            String[] words = Files.readString(server.hostKey()).strip().split(" ");
            return words[0] + " " + words[1];
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String sql(String server, String statement) {
        return fleet.server(server).dockerOutput(
                "exec", "-u", "postgres", stack.container(server, "postgres"), "psql", "-d", "nself", "-qtAc", statement);
    }

    /** pgbench as a service of the application's server would be: in its networks, through the pooler. */
    private void startLoad() {
        String script = "cat >/tmp/load.sql <<'SQL'\ninsert into ledger values (:client_id, nextval('taken'));\nSQL\n"
                + "exec pgbench -n -M prepared -c 4 -R 400 -T 3600 -f /tmp/load.sql 'host=db user=app dbname=nself sslmode=require'";
        fleet.server("app1").dockerOutput("run", "-d", "--name", load(), "--network", "nself-" + stack.name + "-app1-data",
                "-e", "PGPASSWORD=" + StateSecrets.generated(stack).get("postgres-app"), "--entrypoint", "bash",
                "postgres:17.6-trixie", "-c", script);
    }

    /** Told that its time is over, pgbench finishes what it began and tells of all. */
    private String endOfLoad() {
        fleet.server("app1").dockerOutput("kill", "-s", "ALRM", load());
        fleet.server("app1").dockerOutput("wait", load());
        return fleet.server("app1").docker("logs", load()).output();
    }

    private String load() {
        return stack.container("app1", "load");
    }
}
