package dev.nself.provider.server;

import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Engine;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Short-lived containers that look at servers from inside. They may do nothing but look and talk, and end by themselves
 * when whoever started them is killed.
 *
 * @param stack the stack, for their label
 * @param image an image with sh and perl, as all that are made from Debian have them
 */
record Probe(String stack, String image) {

    private static final String LABEL = "dev.nself.check";
    private static final int PORT = 8080;

    /** A slow registry included. */
    private static final Duration TO_PULL = Duration.ofMinutes(10);
    private static final Duration TO_CONNECT = Duration.ofMinutes(3);

    /** Says its word to everybody who connects. */
    private static final String LISTENER = """
            use IO::Socket::IP;
            alarm 300;
            my $door = IO::Socket::IP->new(LocalHost => "0.0.0.0", LocalPort => %d, Listen => 64) or die $@;
            while (my $guest = $door->accept) { print $guest "$ARGV[0]\\n"; close $guest }
            """.formatted(PORT);

    /** Reads addresses and ports, prints for each the word that it was told, or why it was told none. */
    private static final String CALLER = """
            use IO::Socket::IP;
            alarm 150;
            while (<STDIN>) {
              my ($host, $port) = split;
              my $line = IO::Socket::IP->new(PeerHost => $host, PeerPort => $port, Timeout => 5);
              if (!$line) { print "failed $@\\n"; next }
              my $bits = ""; vec($bits, fileno($line), 1) = 1;
              my $word = select($bits, undef, undef, 5) ? <$line> : undef;
              print "told ", defined $word ? $word : "\\n";
            }
            """;

    /** What the server's own network looks like; fetches the image when the engine has not got it. */
    HostFacts look(Engine engine) {
        removeLeftovers(engine);
        List<String> arguments = run("--network", "host", "--entrypoint", "sh", image, "-c", HostFacts.SCRIPT);
        Command.Result result = engine.docker(arguments, "", TO_PULL);
        engine.failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure("image %s: cannot be run; load it there or let the server reach its registry: %s"
                    .formatted(image, reason(result)));
        }
        return HostFacts.parse(result.output());
    }

    /** Starts what answers with the word at the address and port of the server. */
    void listen(CheckedServer server, int port, String word) {
        String host = server.address().contains(":") ? "[" + server.address() + "]" : server.address();
        List<String> arguments = run(
                "-d", "-p", host + ":" + port + ":" + PORT, "--entrypoint", "perl", image, "-e", LISTENER, word);
        Command.Result result = server.engine().docker(arguments, "", Engine.INSPECTION);
        server.engine().failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure(
                    "no container can publish %s:%d: %s".formatted(host, port, reason(result)));
        }
    }

    /** What each of the addresses and ports, a line each, answered a caller on the server: a line each. */
    List<String> call(Engine engine, List<String> places) {
        List<String> arguments = run("-i", "--network", "host", "--entrypoint", "perl", image, "-e", CALLER);
        String input = String.join("\n", places) + "\n";
        Command.Result result = engine.docker(arguments, input, TO_CONNECT);
        engine.failIfUnreachable(result);
        List<String> answers = result.output().lines().toList();
        if (!result.ok() || answers.size() != places.size()) {
            throw new ResourceFailure("image %s: cannot be run as a caller; allowed: an image with perl: %s"
                    .formatted(image, reason(result)));
        }
        return answers;
    }

    /** Removes the containers of this stack's checks. */
    void removeLeftovers(Engine engine) {
        List<String> list = List.of("ps", "-aq", "--filter", "label=" + LABEL + "=" + stack);
        Command.Result found = engine.docker(list, "", Engine.INSPECTION);
        engine.failIfUnreachable(found);
        List<String> ids = found.output().lines().toList();
        if (!ids.isEmpty()) {
            List<String> remove = new ArrayList<>(List.of("rm", "-f", "-v"));
            remove.addAll(ids);
            // One that ended by itself in the meantime is no fault.
            engine.failIfUnreachable(engine.docker(remove, "", Engine.INSPECTION));
        }
    }

    /** What docker says in the end, without its progress and its advice. */
    private static String reason(Command.Result result) {
        return result.errors().lines()
                .filter(line -> line.startsWith("docker: "))
                .reduce((before, last) -> last)
                .orElse(result.errors().strip());
    }

    private List<String> run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run", "--rm", "--label", LABEL + "=" + stack, "--user", "65534:65534", "--read-only",
                "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--memory", "64m", "--pids-limit", "32"));
        arguments.addAll(List.of(more));
        return arguments;
    }
}
