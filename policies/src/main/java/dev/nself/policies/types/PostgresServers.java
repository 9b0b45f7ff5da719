package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds PostgreSQL servers among resources, and what they are told.
 *
 * <p>A container is one by its program ({@code postgres}, {@code patroni}), by a postgresql.conf, pg_hba.conf or
 * patroni.yml that is uploaded into it, or by an image of that name which is left to start its own program: one that
 * runs {@code psql} or {@code pg_dump} is none. An image that is unknown or named by its id says nothing, so a volume
 * at {@code /var/lib/postgresql} stands in for its name.
 *
 * <p>A file that is mounted from elsewhere is not seen. What is missing may then be in it, and is not held against
 * the server.
 */
public final class PostgresServers {

    private static final String DATA = "/var/lib/postgresql";

    /** What may hold one: containers, workloads, the files of workloads, and CloudNativePG's clusters. */
    public static final List<String> TYPES = Stream.concat(
                    Stream.of(Docker.CONTAINER, Kubernetes.CONFIG_MAP, Kubernetes.POSTGRES_CLUSTER),
                            Kubernetes.WORKLOADS.stream())
            .toList();

    private PostgresServers() {}

    /** What each server of the resource is told; empty for a resource that holds none. */
    public static List<PostgresSettings> in(Resource resource) {
        return switch (resource.type()) {
            case Docker.CONTAINER -> container(resource).stream().toList();
            case Kubernetes.CONFIG_MAP -> configMap(resource.get("data")).stream().toList();
            case Kubernetes.POSTGRES_CLUSTER -> List.of(cluster(resource.get("spec")));
            default -> Kubernetes.containers(resource).stream().flatMap(inner -> workload(inner).stream()).toList();
        };
    }

    private static Optional<PostgresSettings> container(Resource container) {
        PostgresFiles files = new PostgresFiles();
        boolean elsewhere = false;
        for (Value upload : container.get("uploads").items()) {
            Value content = upload.get(upload.get("contentBase64").isAbsent() ? "content" : "contentBase64");
            String text = content.isUnknown() ? "" : decoded(content);
            if (!upload.get("source").isAbsent()) {
                elsewhere = true;
            } else if (!upload.get("file").isUnknown()) {
                files.add(upload.get("file").text().orElse(""), content, text);
            }
        }
        PostgresProgram program = new PostgresProgram(container.get("entrypoints"), container.get("command"));
        Value image = container.get("image");
        boolean server = files.found() || program.startsServer() || program.isImagesOwn()
                && (PostgresProgram.isNamed(image) || PostgresProgram.isNameless(image)
                        && holds(container.get("volumes"), "containerPath"));
        return server
                ? Optional.of(files.settings(program.options(), elsewhere, container.properties()))
                : Optional.empty();
    }

    private static Optional<PostgresSettings> workload(Value container) {
        Value mounts = container.get("volumeMounts");
        PostgresProgram program = new PostgresProgram(container.get("command"), container.get("args"));
        Value image = container.get("image");
        boolean server = program.startsServer() || program.isImagesOwn()
                && (PostgresProgram.isNamed(image) || PostgresProgram.isNameless(image) && holds(mounts, "mountPath"));
        if (!server) {
            return Optional.empty();
        }
        // Another mount than the data may hold the files; a ConfigMap is looked at as a resource of its own.
        boolean mounted = mounts.items().stream()
                .anyMatch(mount -> !mount.get("mountPath").text().orElse("")
                        .matches(DATA + "(/data|/\\d+.*)?/?|/dev/shm|/tmp|/run.*|/var/run.*"));
        return Optional.of(new PostgresFiles().settings(program.options(), mounted, container));
    }

    /** The command line of the server that has the files is not in them. */
    private static Optional<PostgresSettings> configMap(Value data) {
        PostgresFiles files = new PostgresFiles();
        data.entries().forEach((name, content) ->
                files.add(name, content, content.isUnknown() ? "" : content.text().orElse("")));
        return files.found() ? Optional.of(files.settings(Map.of(), true, data)) : Optional.empty();
    }

    /** The operator switches TLS on by itself and refuses to switch it off. */
    private static PostgresSettings cluster(Value spec) {
        Value parameters = spec.get("postgresql").get("parameters");
        Value lines = spec.get("postgresql").get("pg_hba");
        Value unknown = lines;
        List<HbaLine> hba = new ArrayList<>();
        for (Value line : lines.isUnknown() ? List.<Value>of() : lines.items()) {
            unknown = line.isUnknown() ? line : unknown;
            HbaLine.of(line, line.isUnknown() ? "" : line.text().orElse("")).ifPresent(hba::add);
        }
        return new PostgresSettings(parameters, Map.of("ssl", spec.part("ssl", "on")), true, unknown, hba, false);
    }

    private static boolean holds(Value mounts, String path) {
        return mounts.items().stream().map(mount -> mount.get(path))
                .anyMatch(place -> !place.isUnknown() && place.text().orElse("").startsWith(DATA));
    }

    private static String decoded(Value content) {
        String text = content.text().orElse("");
        if (!content.path().endsWith("contentBase64")) {
            return text;
        }
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
