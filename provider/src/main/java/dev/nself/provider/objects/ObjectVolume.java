package dev.nself.provider.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.ContainerTree;
import dev.nself.provider.exec.Image;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.store.Mark;
import dev.nself.provider.store.Member;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The volume of a MinIO container and a shell that works on it. */
final class ObjectVolume implements AutoCloseable {

    private static final String WORK = "/data/.nself-move";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Member member;
    private final Shell shell;

    private ObjectVolume(Member member, Shell shell) {
        this.member = member;
        this.shell = shell;
    }

    /** With the shell in the container itself, which runs and goes on to run. */
    static ObjectVolume inside(Member member) {
        return new ObjectVolume(member, Shell.in(member.container(), ""));
    }

    /**
     * With the shell in a container of its own, from the same image, without network: so it can go on while MinIO runs
     * and while it does not.
     */
    static ObjectVolume beside(Member member) {
        JsonNode found = member.container().inspect().orElseThrow(() -> new ResourceFailure(
                "container: there is none named %s; if it was removed by hand, run refresh, then up"
                        .formatted(member.container().name())));
        List<String> options = new ArrayList<>(List.of(
                "--volumes-from", member.container().name(), "--network", "none", "--cap-drop", "ALL",
                "--security-opt", "no-new-privileges:true"));
        String user = found.path("Config").path("User").asText();
        if (!user.isEmpty()) {
            options.addAll(List.of("--user", user));
        }
        Image image = new Image(member.container().dockerHost(), found.path("Image").asText());
        return new ObjectVolume(member, Shell.of(image, options));
    }

    /** Whether it holds buckets; what a new server makes for itself is hidden. */
    boolean filled() {
        String script = "for folder in /data/*/; do if [ -d \"$folder\" ]; then echo \"$folder\"; fi; done";
        return !expect("looking for buckets", script, LIMIT).isEmpty();
    }

    void mark(Mark mark) {
        expect("marking the volume", "set -e\n" + mark.script(), LIMIT);
    }

    /** Runs one part of the giver's script and returns its last line. */
    String give(String part, Duration limit) {
        return run("giver.sh", part, limit);
    }

    /** Runs one part of the taker's script and returns its last line. */
    String take(String part, Duration limit) {
        return run("taker.sh", part, limit);
    }

    /** Sends a folder of the work folder to another volume's. */
    void send(String folder, ObjectVolume other, String otherFolder, Duration limit) {
        new ContainerTree(member.container(), WORK + "/" + folder)
                .copyTo(new ContainerTree(other.member.container(), WORK + "/" + otherFolder), limit);
    }

    @Override
    public void close() {
        shell.close();
    }

    private String run(String script, String part, Duration limit) {
        String bash = "bash -s %s <<'NSELF_END'\n%s\n%s\nNSELF_END\n"
                .formatted(part, resource("lists.sh"), resource(script));
        String output = expect("%s of the objects".formatted(part), bash, limit).strip();
        return output.substring(output.lastIndexOf('\n') + 1);
    }

    private String expect(String what, String script, Duration limit) {
        Command.Result result = shell.run(script, limit);
        return shell.expected("%s on %s".formatted(what, member.name()), result);
    }

    private static String resource(String name) {
        try (InputStream in = ObjectVolume.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
