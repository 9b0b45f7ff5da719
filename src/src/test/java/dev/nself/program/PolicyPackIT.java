package dev.nself.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nself.program.judged.JudgedProgram;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy pack under the real engine, over somebody's program: what breaks a mandatory rule never comes to be. */
class PolicyPackIT {

    private static final Path PACK = Cli.ROOT.resolve("policies/prebuilt");

    /** For language hosts that do not know of jars. */
    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>dev.nself.test</groupId><artifactId>judged</artifactId><version>1</version><packaging>pom</packaging>
              <build><plugins><plugin>
                <groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId><version>3.5.1</version>
                <configuration>
                  <mainClass>%s</mainClass>
                  <additionalClasspathElements>%s</additionalClasspathElements>
                </configuration>
              </plugin></plugins></build>
            </project>
            """.formatted(JudgedProgram.class.getName(), Stream.of(classPath().split(File.pathSeparator))
                    .map(entry -> "<element>" + entry + "</element>").collect(Collectors.joining()));

    @TempDir
    Path folder;

    /** Some rules look at production only. */
    private static final String STACK = "production";

    private final String name = "nself-test-judged-" + Integer.toHexString(new Random().nextInt(0x10000));
    private final Cli cli = new Cli();

    @BeforeEach
    void project() throws IOException {
        assumeTrue(Files.exists(Cli.ROOT.resolve("policies/target/nself-policies.jar")),
                "policies/target/nself-policies.jar is missing; ./nself setup builds it");
        cli.with("PULUMI_BACKEND_URL", Files.createDirectory(folder.resolve("state")).toUri().toString())
                .with("PULUMI_CONFIG_PASSPHRASE", "only for tests")
                .with("PULUMI_SKIP_UPDATE_CHECK", "1");
        programJar(folder.resolve("program.jar"));
        Files.writeString(folder.resolve("Pulumi.yaml"), """
                name: judged
                runtime:
                  name: java
                  options:
                    binary: program.jar
                plugins:
                  analyzers:
                    - {name: policy-nself-jar, path: %s}
                """.formatted(PACK));
        Files.writeString(folder.resolve("pom.xml"), POM);
        pulumi("stack", "init").orFail();
    }

    @AfterEach
    void removeWhatIsThere() {
        if (!containers().isEmpty()) {
            pulumi("destroy", "--yes", "--skip-preview").orFail();
        }
    }

    @Test
    void aSoundProgramComesUp() throws IOException {
        fault("none");
        assertThat(judged("preview").orFail()).doesNotContain("[mandatory]");
        judged("up", "--yes").orFail();
        assertThat(containers()).containsExactly(name + "-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ctr-no-privileged", "ctr-limits", "ctr-no-socket-hostpath", "fw-docker-bind", "net-no-default-bridge",
        "fw-no-open-data", "img-pinned", "sec-no-literal", "sec-no-default-cred", "sec-output-secret", "tls-database",
        "tls-public-listener", "db-scram", "db-delete-protection", "s3-not-public", "host-ssh"})
    void aProgramThatBreaksAMandatoryRuleIsStoppedBeforeAnythingIsCreated(String rule) throws IOException {
        fault(rule);
        Cli.Result preview = judged("preview");
        assertThat(preview.exit()).as(preview.output()).isNotZero();
        assertThat(preview.output()).containsPattern("\\[mandatory].* " + rule + "  ").contains("fix: ");

        Cli.Result up = judged("up", "--yes");
        assertThat(up.exit()).as(up.output()).isNotZero();
        assertThat(up.output()).contains(rule);
        assertThat(pulumi("stack", "export").orFail()).doesNotContain("\"urn\": \"urn:pulumi:" + STACK + "::judged::docker:");
        assertThat(containers()).isEmpty();
    }

    @Test
    void whatARuleMayPutRightIsCreatedAsItShouldBe() throws IOException {
        fault("ctr-no-new-privs");
        assertThat(judged("preview").exit()).isNotZero();

        Path remedied = Files.writeString(folder.resolve("policies.json"), "{\"ctr-no-new-privs\": \"remediate\"}");
        judged("up", "--yes", "--policy-pack-config", remedied.toString()).orFail();
        assertThat(inspect("{{.HostConfig.SecurityOpt}}")).contains("no-new-privileges");
    }

    @Test
    void anExceptionLetsOneResourceThroughAndIsTold() throws IOException {
        fault("ctr-health");
        Path config = Files.writeString(folder.resolve("policies.json"), """
                {"ctr-health": {"exceptions": [
                  {"resource": "cache", "reason": "nothing to ask it", "until": "2099-12-31"}]}}
                """);
        assertThat(judged("up", "--yes", "--policy-pack-config", config.toString()).orFail())
                .contains("nothing to ask it").contains("2099-12-31");
        assertThat(containers()).hasSize(1);
    }

    private void fault(String fault) throws IOException {
        Properties images = images();
        pulumi("config", "set-all", "--plaintext", "fault=" + fault, "--plaintext", "name=" + name,
                "--plaintext", "redis=" + images.getProperty("redis"), "--plaintext", "postgres=" + images.getProperty("postgres")).orFail();
    }

    private Cli.Result judged(String command, String... more) {
        return pulumi(Stream.concat(Stream.of(command, "--policy-pack", PACK.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private Cli.Result pulumi(String... arguments) {
        List<String> command = new ArrayList<>(List.of("pulumi"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--cwd", folder.toString(), "--stack", STACK, "--non-interactive"));
        return cli.run(Duration.ofMinutes(3), command);
    }

    private List<String> containers() {
        return cli.run("docker", "ps", "--all", "--filter", "name=" + name, "--format", "{{.Names}}")
                .orFail().lines().toList();
    }

    private String inspect(String format) {
        return cli.run("docker", "inspect", "--format", format, name + "-cache").orFail();
    }

    private static Properties images() throws IOException {
        Properties images = new Properties();
        images.load(new StringReader(Files.readString(
                Cli.ROOT.resolve("components/src/main/resources/dev/nself/model/images.properties"))));
        return images;
    }

    /** A jar of nothing but names: where the program's classes and libraries lie. */
    private static void programJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, JudgedProgram.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, Stream.of(classPath().split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
