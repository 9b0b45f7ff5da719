package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.resource.DockerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerArgsTest {
    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOZt8s2fygNGcAoO7yuhYHauvW5r7XC9EOAY2fOcBEo9";
    private static final ServerArgs APP = server("app1", "10.0.0.11", ServerRole.APP);

    @TempDir
    private Path project;

    @Test
    void aMachineOfTheOnlyServerNeedsNoPrivateAddress() {
        assertThat(problems(Tier.SINGLE, server("app1", null, ServerRole.APP))).isEmpty();
    }

    @Test
    void oneListOfMachinesServesEveryTier() {
        ServerArgs[] all = {
            server("lb1", "10.0.0.1", ServerRole.LB), APP, server("app2", "10.0.0.12", ServerRole.APP),
            server("db1", "10.0.0.21", ServerRole.DB), server("db2", "10.0.0.22", ServerRole.DB),
            server("db3", "10.0.0.23", ServerRole.DB), server("ops1", "10.0.0.31", ServerRole.OPS)
        };

        assertThat(Tier.values()).allSatisfy(tier -> assertThat(problems(tier, all)).isEmpty());
    }

    @Test
    void machinesOfTwoRolesMakeAReplicatedPlatformOfThree() {
        assertThat(problems(
                        Tier.REPLICATED,
                        server("node1", "10.0.0.1", ServerRole.LB, ServerRole.DB),
                        server("node2", "10.0.0.2", ServerRole.APP, ServerRole.DB),
                        server("node3", "10.0.0.3", ServerRole.APP, ServerRole.DB)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.1", "100.64.0.1", "100.127.0.1", "fd12::1"
    })
    void addressesThatTheInternetDoesNotCarryAreTaken(String address) {
        assertThat(problems(Tier.SINGLE, server("app1", address, ServerRole.APP))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "11.0.0.1", "172.15.0.1", "172.32.0.1", "192.169.1.1", "100.63.0.1", "100.128.0.1", "2001:db8::1", "::1",
        "127.0.0.1", "0.0.0.0", "169.254.1.1", "fc00::1"
    })
    void othersAreNot(String address) {
        assertThat(problems(Tier.SINGLE, server("app1", address, ServerRole.APP)))
                .containsExactly("nself:servers[0].address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0", "10.0.0.256", "010.0.0.1", "app1", "fd12:::1", "fd12::1%eth0", ""})
    void noOtherTextIsAnAddress(String text) {
        assertThat(PlatformValidation.validate(platform(Tier.SINGLE, server("app1", text, ServerRole.APP))))
                .extracting(Problem::what)
                .containsExactly("must be an IP address");
    }

    @Test
    void nullsOfAJavaCallerAreProblemsAndNotExceptions() {
        assertThat(problems(Tier.REPLICATED, null, new ServerArgs(null, null, null, null, null, null, null)))
                .containsExactly(
                        "nself:servers[0]", "nself:servers[1].name", "nself:servers[1].roles",
                        "nself:servers[1].docker", "nself:servers[1].address");
    }

    @Test
    void theEndpointHoldsAllThatIsNeededToSignIn() {
        ServerArgs server = new ServerArgs(
                "app1", List.of(ServerRole.APP), "10.0.0.11", "ssh://deploy@203.0.113.5:2222",
                new SshArgs("~/.ssh/id_ed25519", HOST_KEY), null, null);

        DockerEndpoint endpoint = DockerEndpoint.parse(server.endpoint());

        assertThat(endpoint.host()).isEqualTo("ssh://deploy@203.0.113.5:2222");
        assertThat(endpoint.identity()).contains("~/.ssh/id_ed25519");
        assertThat(endpoint.hostKey()).contains(HOST_KEY);
    }

    @Test
    void theEndpointOfASocketIsItsAddress() {
        assertThat(APP.endpoint()).isEqualTo("unix:///run/app1.sock");
    }

    @Test
    void theEndpointOfAnEngineWithCertificatesNamesTheirFolder() {
        assertThat(withCertificates("certs/app 1").endpoint())
                .isEqualTo("tcp://203.0.113.5:2376?certificates=certs/app%201");
    }

    @Test
    void aKeyThatOthersMayReadIsRefusedAsSshDoes() throws IOException {
        Path key = Files.writeString(project.resolve("id"), "key");
        rights(key, "rw-r-----");

        assertThat(fileProblems(withKey("id"))).containsExactly(
                "nself:servers[0].ssh.key must not be open to others, as ssh then refuses it, got \"id\";"
                        + " chmod 600 id");

        rights(key, "rw-------");
        assertThat(fileProblems(withKey("id"))).isEmpty();
    }

    @Test
    void aKeyThatIsNotThereIsNamed() {
        assertThat(fileProblems(withKey("no-key"))).containsExactly(
                "nself:servers[0].ssh.key must be a readable file, got \"no-key\"; relative paths start at " + project);
    }

    @Test
    void aTildeIsTheHomeOfWhoeverRuns() {
        assertThat(DockerEndpoint.path("~/.ssh/id")).isEqualTo(Path.of(System.getProperty("user.home"), ".ssh", "id"));
        assertThat(DockerEndpoint.path("a~/id")).isEqualTo(Path.of("a~/id"));
    }

    @Test
    void aFolderOfCertificatesIsComplete() throws IOException {
        Path folder = Files.createDirectory(project.resolve("certs"));
        Files.writeString(folder.resolve("cert.pem"), "");

        assertThat(fileProblems(withCertificates("certs"))).containsExactly(
                "nself:servers[0].certificates must be a folder with ca.pem, cert.pem and key.pem, got \"certs\";"
                        + " not readable: ca.pem, key.pem; relative paths start at " + project);

        Files.writeString(folder.resolve("ca.pem"), "");
        Files.writeString(folder.resolve("key.pem"), "");
        assertThat(fileProblems(withCertificates("certs"))).isEmpty();
    }

    private static void rights(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private static ServerArgs server(String name, String address, ServerRole... roles) {
        return ServerArgs.bySocket(name, List.of(roles), address, "/run/" + name + ".sock");
    }

    private static ServerArgs withKey(String file) {
        return new ServerArgs(
                "app1", List.of(ServerRole.APP), null, "ssh://deploy@203.0.113.5", new SshArgs(file, HOST_KEY), null,
                null);
    }

    private static ServerArgs withCertificates(String folder) {
        return new ServerArgs("app1", List.of(ServerRole.APP), null, "tcp://203.0.113.5:2376", null, folder, null);
    }

    private List<String> fileProblems(ServerArgs server) {
        return PlatformValidation.validateFiles(platform(Tier.SINGLE, server), project).stream()
                .map(problem -> problem.path() + " " + problem.message())
                .toList();
    }

    private static List<String> problems(Tier tier, ServerArgs... servers) {
        return PlatformValidation.validate(platform(tier, servers)).stream().map(Problem::path).toList();
    }

    private static PlatformArgs platform(Tier tier, ServerArgs... servers) {
        return PlatformArgs.builder("example.com", tier, Target.SERVERS)
                .servers(servers)
                .tls(TlsArgs.selfSigned())
                .auth(new AuthArgs(null, null, null, null, null, null, false, null, null))
                .build();
    }
}
