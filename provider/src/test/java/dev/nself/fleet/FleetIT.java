package dev.nself.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.exec.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the stand-in servers are like servers. */
class FleetIT {

    private static final String IMAGE = "redis:8.0.4-bookworm";

    private static Fleet fleet;
    private static FleetServer app1;
    private static FleetServer db1;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        fleet = Fleet.start("fleet", "app1", "db1").withImages(IMAGE);
        app1 = fleet.server("app1");
        db1 = fleet.server("db1");
        db1.dockerOutput("run", "-d", "--name", "redis", "--restart", "always", "-p", db1.address() + ":6379:6379", IMAGE,
                "redis-server", "--protected-mode", "no");
        awaitAnswer();
    }

    @AfterAll
    static void stop() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void engineHasItsOwnContainersOnly() {
        assertThat(app1.dockerOutput("ps", "-q")).isEmpty();
        assertThat(db1.dockerOutput("ps", "--format", "{{.Names}}")).isEqualTo("redis");
    }

    @Test
    void portPublishedOnOneServerIsReachedFromAContainerOnTheOther() {
        assertThat(answer()).isEqualTo("PONG");
    }

    @Test
    void serverIsReachedFromThisMachineAndFromOutside() {
        for (List<String> prefix : List.of(List.<String>of(), List.of(Fleet.OUTSIDE))) {
            String[] ask = {"bash", "-c", "exec 3<>/dev/tcp/" + db1.address() + "/6379 && echo PING >&3 && head -n 1 <&3"};
            Command.Result result = prefix.isEmpty()
                    ? Command.run(List.of(ask), "", Duration.ofSeconds(30))
                    : fleet.run(Fleet.OUTSIDE, ask);
            assertThat(result.output()).as("from %s: %s", prefix, result.errors()).contains("PONG");
        }
    }

    @Test
    void serverThatIsCutOffIsReachedAgainOnceMended() {
        fleet.cut("db1");
        assertThat(answer()).doesNotContain("PONG");

        fleet.mend("db1");
        awaitAnswer();
    }

    @Test
    void frozenServerAnswersNothingAndGoesOnOnceThawed() {
        String before = db1.dockerOutput("inspect", "--format", "{{.State.StartedAt}}", "redis");

        fleet.freeze("db1");
        assertThat(answer()).doesNotContain("PONG");

        fleet.thaw("db1");
        awaitAnswer();
        assertThat(db1.dockerOutput("inspect", "--format", "{{.State.StartedAt}}", "redis")).isEqualTo(before);
    }

    @Test
    void killedEngineTakesItsContainersWithItAndStartsThemAgain() {
        fleet.killEngine("db1");
        assertThat(db1.docker("version").ok()).isFalse();
        assertThat(answer()).doesNotContain("PONG");
        assertThat(ssh(db1, db1.hostKey(), "true").ok()).as("SSH stays").isTrue();

        fleet.startEngine("db1");
        awaitAnswer();
    }

    @Test
    void sshReachesTheServersOwnEngine() {
        Command.Result version = ssh(db1, db1.hostKey(), "docker version --format '{{.Server.Version}}'");
        assertThat(version.ok()).as(version.errors()).isTrue();

        assertThat(ssh(db1, db1.hostKey(), "docker ps --format '{{.Names}}'").output().strip()).isEqualTo("redis");
        assertThat(db1.ssh()).startsWith("ssh://root@" + db1.address() + "?identity=/").contains("&hostKey=ssh-ed25519%20AAAA");
    }

    @Test
    void anotherHostKeyIsRefused() {
        Command.Result refused = ssh(db1, app1.hostKey(), "true");

        assertThat(refused.ok()).isFalse();
        assertThat(refused.errors()).contains("Host key verification failed");
    }

    @Test
    void imageIsSharedAndStillTheServersOwn() {
        app1.dockerOutput("tag", IMAGE, "nself-test-own:1");
        app1.dockerOutput("rmi", IMAGE, "nself-test-own:1");
        assertThat(app1.docker("image", "inspect", IMAGE).ok()).isFalse();

        fleet.withImages(IMAGE);

        assertThat(app1.dockerOutput("run", "--rm", IMAGE, "redis-server", "--version")).contains("v=");
        assertThat(Command.run(List.of("docker", "run", "--rm", IMAGE, "redis-server", "--version"), "", Duration.ofMinutes(1))
                .output()).contains("v=");
    }

    @Test
    void portScanFindsWhatIsOpenAndNothingElse() {
        assertThat(PortScan.from(fleet, Fleet.OUTSIDE, db1.address())).containsExactly(22, 6379);
    }

    private static String answer() {
        return app1.docker("run", "--rm", IMAGE, "timeout", "3", "redis-cli", "-h", db1.address(), "ping").output().strip();
    }

    private static void awaitAnswer() {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        String answer = answer();
        while (!answer.equals("PONG") && System.nanoTime() < deadline) {
            answer = answer();
        }
        assertThat(answer).isEqualTo("PONG");
    }

    private Command.Result ssh(FleetServer server, Path hostKey, String command) {
        Path known = folder.resolve("known_hosts");
        try {
            Files.writeString(known, server.address() + " " + Files.readString(hostKey));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Command.run(
                List.of("ssh", "-i", server.identity().toString(), "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes",
                        "-o", "UserKnownHostsFile=" + known, "root@" + server.address(), command),
                "", Duration.ofMinutes(1));
    }
}
