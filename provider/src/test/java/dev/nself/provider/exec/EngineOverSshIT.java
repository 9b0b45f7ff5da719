package dev.nself.provider.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.TestContainer;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.resource.DockerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine's engine, reached by a real SSH server. */
class EngineOverSshIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final List<String> QUESTION = List.of("version", "--format", "{{.Server.Os}}");

    @TempDir
    private Path folder;

    private TestSshServer server;

    @BeforeEach
    void start() throws IOException {
        TestContainer.needsImages();
        server = TestSshServer.start(folder);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void an_engine_is_reached_with_the_pinned_key_and_nobodys_known_hosts() throws IOException {
        assertThat(ask(server.endpoint()).output().strip()).isEqualTo("linux");
    }

    @Test
    void one_sign_in_serves_many_calls() throws IOException {
        DockerEndpoint endpoint = server.endpoint();
        ask(endpoint);
        long before = server.signIns();

        IntStream.range(0, 5).forEach(call -> assertThat(ask(endpoint).ok()).isTrue());

        assertThat(server.signIns()).isEqualTo(before);
    }

    @Test
    void many_calls_at_once_sign_in_once() throws Exception {
        server.restart("MaxStartups 2:100:2", "MaxSessions 100");

        askAtOnce(24);

        assertThat(server.signIns()).isEqualTo(1);
    }

    @Test
    void a_call_that_needs_a_new_connection_gets_one() throws IOException {
        DockerEndpoint endpoint = server.endpoint();
        ask(endpoint);
        long before = server.signIns();

        new Engine(endpoint.toString()).reconnect();

        assertThat(ask(endpoint).ok()).isTrue();
        assertThat(server.signIns()).isEqualTo(before + 1);
    }

    @Test
    void more_calls_at_once_than_a_connection_carries_all_succeed() throws Exception {
        server.restart("MaxStartups 100", "MaxSessions 2");

        askAtOnce(24);
    }

    @Test
    void input_arrives_as_it_was_given() throws IOException {
        String text = "line\n".repeat(100_000);

        Command.Result loaded = new Engine(server.endpoint().toString()).docker(List.of("load"), text, TIMEOUT);

        assertThat(loaded.ok()).isFalse();
        assertThat(loaded.errors()).doesNotContain("error during connect");
    }

    @Test
    void a_server_with_another_host_key_is_not_signed_in_to() throws IOException {
        server.key("other");
        DockerEndpoint endpoint = server.endpoint().withHostKey(server.publicKey("other"));

        assertRefused(endpoint, "the server has another host key than the pinned one, got SHA256:", "ssh.hostKey");
        assertThat(server.signIns()).isZero();
    }

    @Test
    void a_server_that_nobody_knows_is_not_signed_in_to() {
        DockerEndpoint endpoint = server.address().withIdentity(folder.resolve("key").toString());

        assertRefused(endpoint, "your known hosts have no such host key", "pin it in ssh.hostKey");
    }

    @Test
    void a_key_that_the_server_does_not_take_is_named() throws IOException {
        DockerEndpoint endpoint = server.endpoint().withIdentity(server.key("other").toString());

        assertRefused(endpoint, "the server does not take the key " + folder.resolve("other"), "authorized_keys");
    }

    @Test
    void a_key_that_is_not_there_is_named() throws IOException {
        assertRefused(server.endpoint().withIdentity("/nowhere/key"), "/nowhere/key", "the key file is not there");
    }

    @Test
    void a_server_without_docker_is_told_from_one_whose_engine_is_off() throws IOException {
        server.restart("ForceCommand no-such-docker system dial-stdio");
        assertRefused(server.endpoint(), "the server has no docker; install Docker there");

        server.restart("SetEnv DOCKER_HOST=unix:///nowhere/docker.sock");
        assertRefused(server.endpoint(), "the server answers, but no engine does", "systemctl start docker");
    }

    @Test
    void a_server_that_is_off_is_told_with_the_words_of_ssh() throws IOException {
        DockerEndpoint endpoint = server.endpoint();
        server.stop();

        assertRefused(endpoint, "no SSH connection; start the server", "Connection refused");
    }

    @Test
    void what_the_engine_refuses_is_not_taken_for_a_lost_connection() throws IOException {
        Engine engine = new Engine(server.endpoint().toString());

        Command.Result result = engine.docker(List.of("container", "inspect", "nself-test-none"), "", TIMEOUT);

        assertThat(result.errors()).contains("No such container");
        engine.failIfUnreachable(result);
    }

    @Test
    void connections_and_files_end_with_the_process() throws Exception {
        long pid = call(server.endpoint(), "end");

        assertThat(Path.of(System.getProperty("java.io.tmpdir"), "nself-ssh-" + pid)).doesNotExist();
        assertThat(server.log()).contains("Disconnected from user root");
    }

    @Test
    void what_a_killed_process_left_is_removed_by_the_next() throws Exception {
        Path left = Path.of(System.getProperty("java.io.tmpdir"), "nself-ssh-" + call(server.endpoint(), "halt"));
        assertThat(left).isDirectory();

        call(server.endpoint(), "end");

        assertThat(left).doesNotExist();
    }

    @Test
    void nobody_else_may_use_the_connections() throws IOException {
        ask(server.endpoint());

        Path shim = Path.of(System.getProperty("java.io.tmpdir"), "nself-ssh-" + ProcessHandle.current().pid());
        assertThat(Files.getPosixFilePermissions(shim)).allMatch(right -> right.name().startsWith("OWNER_"));
    }

    private static Command.Result ask(DockerEndpoint endpoint) {
        return new Engine(endpoint.toString()).docker(QUESTION, "", TIMEOUT);
    }

    private void askAtOnce(int calls) throws Exception {
        DockerEndpoint endpoint = server.endpoint();
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        List<Future<Command.Result>> answers = threads.invokeAll(Collections.nCopies(calls, () -> ask(endpoint)));
        threads.shutdown();
        assertThat(answers).allSatisfy(call -> assertThat(call.get().errors()).isEmpty());
    }

    private static void assertRefused(DockerEndpoint endpoint, String... words) {
        assertThatThrownBy(() -> new Engine(endpoint.toString()).failIfUnreachable(ask(endpoint)))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageStartingWith("docker: the engine at " + endpoint.host() + " cannot be reached")
                .hasMessageContainingAll(words);
    }

    /** Asks from a process of its own, and returns its id. */
    private static long call(DockerEndpoint endpoint, String end) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), Caller.class.getName(), endpoint.toString(), end)
                .inheritIO()
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return process.pid();
    }

    /** A program that asks an engine once and ends, in order or not. */
    static final class Caller {
        public static void main(String[] args) {
            if (!ask(DockerEndpoint.parse(args[0])).ok()) {
                System.exit(1);
            }
            if (args[1].equals("halt")) {
                Runtime.getRuntime().halt(0);
            }
        }
    }
}
