package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real Redis makes of the rendered file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisIT {
    private static final Map<String, String> FILES = files();

    private final String name = "nself-test-render-" + UUID.randomUUID().toString().substring(0, 8);
    private String image;

    @BeforeAll
    void findRedis() {
        image = DockerCommand.imageOf("redis");
    }

    @AfterEach
    void stop() {
        DockerCommand.run("rm", "-f", "-v", name);
    }

    @ParameterizedTest
    @CsvSource({
        "appendonly, yes", "maxmemory, 125829120", "maxmemory-policy, noeviction", "protected-mode, yes", "save, ''"
    })
    void runsWith(String setting, String value) throws InterruptedException {
        start(FILES);

        assertThat(cli("test-password", "config", "get", setting).output()).isEqualTo(setting + "\n" + value + "\n");
    }

    @Test
    void asksForThePassword() throws InterruptedException {
        start(FILES);

        assertThat(cli("", "ping").output()).contains("NOAUTH");
        assertThat(cli("wrong", "ping").output()).contains("WRONGPASS");
        assertThat(cli("test-password", "ping").output()).isEqualTo("PONG\n");
    }

    @Test
    void keepsDataOverAKill() throws InterruptedException {
        start(FILES);
        cli("test-password", "set", "job", "1");
        // The file is flushed once a second.
        Thread.sleep(1500);

        DockerCommand.succeed("kill", name);
        DockerCommand.succeed("start", name);
        await();

        assertThat(cli("test-password", "get", "job").output()).isEqualTo("1\n");
    }

    @Test
    void doesNotStartWithoutItsPasswordFile() {
        Map<String, String> files = new TreeMap<>(FILES);
        files.remove(RedisConf.PASSWORD_PATH);
        create(files);

        DockerCommand.Result result = DockerCommand.run("start", "-a", name);

        assertThat(result.exit()).isNotZero();
        assertThat(result.output()).contains(RedisConf.PASSWORD_PATH);
    }

    @Test
    void speaks_to_nobody_without_encryption() throws InterruptedException {
        start(FILES);

        DockerCommand.Result plain = DockerCommand.run("exec", name, "timeout", "5", "redis-cli", "ping");

        assertThat(plain.exit()).isNotZero();
        assertThat(plain.output()).doesNotContain("PONG", "NOAUTH");
    }

    /** The certificate signed itself, so it is its own authority. */
    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>(TestCertificate.of("example.com").files());
        files.put("/etc/nself/ca.pem", files.get(NginxConfig.CERTIFICATE));
        files.put(RedisConf.PATH, RedisConf.render(200));
        files.put(RedisConf.PASSWORD_PATH, "requirepass test-password\n");
        return files;
    }

    private void start(Map<String, String> files) throws InterruptedException {
        create(files);
        DockerCommand.succeed("start", name);
        await();
    }

    private void create(Map<String, String> files) {
        DockerCommand.succeed(
                "create", "--name", name, "--network", "none", "--user", "999:999", "--cap-drop", "ALL",
                "--security-opt", "no-new-privileges", "--memory", "200m", image, "redis-server", RedisConf.PATH);
        DockerCommand.upload(name, files);
    }

    private void await() throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (cli("test-password", "ping").output().equals("PONG\n")) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("redis did not come up:\n" + DockerCommand.run("logs", name).output());
    }

    private DockerCommand.Result cli(String password, String... command) {
        String[] arguments = new String[command.length + 10];
        arguments[0] = "exec";
        arguments[1] = "-e";
        arguments[2] = "REDISCLI_AUTH=" + password;
        arguments[3] = name;
        arguments[4] = "redis-cli";
        arguments[5] = "--tls";
        arguments[6] = "--cacert";
        arguments[7] = "/etc/nself/ca.pem";
        arguments[8] = "--sni";
        arguments[9] = "redis.example.com";
        System.arraycopy(command, 0, arguments, 10, command.length);
        return DockerCommand.run(arguments);
    }
}
