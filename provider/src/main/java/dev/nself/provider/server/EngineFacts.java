package dev.nself.provider.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Engine;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine tells of itself and its server.
 *
 * @param version its version, such as {@code 28.2.2}
 * @param oldestApi oldest version of its interface that it still speaks, such as {@code 1.24}
 * @param platform operating system and architecture, such as {@code linux/amd64}
 * @param processors how many there are
 * @param memoryMiB all memory there is
 * @param root where it keeps images, containers and volumes
 * @param ahead how far its clock is ahead of this machine's; negative when behind
 */
record EngineFacts(
        String version,
        String oldestApi,
        String platform,
        int processors,
        long memoryMiB,
        String root,
        Duration ahead) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** Tokens of one server are refused by another whose clock differs more. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(2);

    /** The version of the engine's interface that the published Docker plugin speaks; engines 29.0 to 29.2 do not. */
    private static final int PLUGIN_API = 43;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws ResourceFailure with the reason when the engine cannot be asked */
    static EngineFacts of(Engine engine, Clock clock) {
        JsonNode server = ask(engine, List.of("version", "--format", "{{json .Server}}"));
        Instant before = clock.instant();
        JsonNode info = ask(engine, List.of("info", "--format", "{{json .}}"));
        Instant after = clock.instant();
        return new EngineFacts(
                server.path("Version").asText(),
                server.path("MinAPIVersion").asText(),
                server.path("Os").asText() + "/" + server.path("Arch").asText(),
                info.path("NCPU").asInt(),
                info.path("MemTotal").asLong() >> 20,
                info.path("DockerRootDir").asText(),
                outside(before, OffsetDateTime.parse(info.path("SystemTime").asText()).toInstant(), after));
    }

    /** What of it does not suit the stack. */
    List<String> faults(CheckedServer server, String architecture) {
        List<String> faults = new ArrayList<>();
        if (!isAtLeast(version, 20, 10)) {
            faults.add("Docker must be 20.10 or newer, got %s; update it".formatted(version));
        }
        if (isAtLeast(oldestApi, 1, PLUGIN_API + 1)) {
            faults.add(("Docker must speak version 1.%1$d of its interface, got %2$s and newer only; update it to 29.3"
                            + " or newer, or set \"min-api-version\": \"1.%1$d\" in its daemon.json and restart it")
                    .formatted(PLUGIN_API, oldestApi));
        }
        if (!platform.equals(architecture)) {
            faults.add("the architecture must be %s, got %s; all servers of a stack are of one kind"
                    .formatted(architecture, platform));
        }
        if (memoryMiB < server.memoryMiB()) {
            faults.add(("memory must be at least %d MiB, got %d; use a bigger machine, or give the services less in"
                            + " services.<name>.memoryMiB")
                    .formatted(server.memoryMiB(), memoryMiB));
        }
        if (ahead.abs().compareTo(CLOCK_DIFFERENCE) > 0) {
            faults.add(("the clock must not differ by more than %d s from this machine's, got %d ms %s; let both follow"
                            + " a time server: sudo timedatectl set-ntp true")
                    .formatted(CLOCK_DIFFERENCE.toSeconds(), ahead.abs().toMillis(),
                            ahead.isNegative() ? "behind" : "ahead"));
        }
        return faults;
    }

    /** Whether a version is at least this one; only its first two numbers count. */
    static boolean isAtLeast(String version, int major, int minor) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int first = Integer.parseInt(numbers.group(1));
        return first > major || first == major && Integer.parseInt(numbers.group(2)) >= minor;
    }

    /** The engine read its clock at some time between the two: what lies outside them is surely wrong. */
    static Duration outside(Instant before, Instant theirs, Instant after) {
        if (theirs.isBefore(before)) {
            return Duration.between(before, theirs);
        }
        return theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO;
    }

    private static JsonNode ask(Engine engine, List<String> question) {
        Command.Result result = engine.docker(question, "", Engine.INSPECTION);
        engine.failIfUnreachable(result);
        if (!result.ok()) {
            throw new ResourceFailure("docker %s: refused: %s".formatted(question.get(0), result.errors().strip()));
        }
        try {
            return JSON.readTree(result.output());
        } catch (JsonProcessingException e) {
            throw new ResourceFailure("docker %s: the engine's answer cannot be read".formatted(question.get(0)), e);
        }
    }
}
