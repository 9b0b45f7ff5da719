package dev.nself.policies.types.nginx;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of one nginx, joined from the files that a container or a ConfigMap gives it.
 *
 * @param directives all statements, those of included files in their places
 * @param servers those of HTTP
 * @param unreadable files that are no configuration
 * @param unknown files that this preview does not have
 */
public record Nginx(
        List<Directive> directives, List<Server> servers, List<Unreadable> unreadable, List<ConfigFile> unknown) {

    /** What the images' own nginx.conf includes. */
    private static final Pattern INCLUDED =
            Pattern.compile(".*/(conf\\.d|http\\.d)/[^/]*\\.conf|.*/sites-enabled/[^/]*");

    /** The image makes the one of the other when it starts. */
    private static final Pattern TEMPLATE = Pattern.compile("(?:(.*)/templates/)?(.*)\\.template");

    /** What a container's or a ConfigMap's nginx is given; empty where nothing says that there is one. */
    public static Optional<Nginx> in(Resource resource) {
        Map<String, ConfigFile> files = new LinkedHashMap<>();
        Given.by(resource).forEach(file -> files.put(place(file.path()), file));
        List<String> configurations = files.keySet().stream().filter(Given::isConfiguration).toList();
        if (configurations.isEmpty()) {
            return Optional.empty();
        }
        Includes includes = new Includes(files);
        Set<String> included = configurations.stream()
                .flatMap(includes::includedBy).collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> starts = configurations.stream().filter(path -> !included.contains(path)).toList();
        return Optional.of(joined(includes, starts, files.get(configurations.get(0))));
    }

    private static String place(String path) {
        var matcher = TEMPLATE.matcher(path);
        if (!matcher.matches()) {
            return path;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1) + "/conf.d/" + matcher.group(2);
    }

    private static Nginx joined(Includes includes, List<String> starts, ConfigFile first) {
        List<Directive> whole = starting(includes, starts, path -> says(includes, path, "http"));
        if (whole.isEmpty()) {
            // The image's own nginx.conf is at work, and includes these inside http.
            List<Directive> parts = starting(includes, starts,
                    path -> INCLUDED.matcher(path).matches() || says(includes, path, "server"));
            whole = List.of(new Directive("http", List.of(), parts, first, 1));
        }
        List<Server> servers = whole.stream().filter(directive -> directive.name().equals("http"))
                .map(http -> new Scope(http, Optional.empty()))
                .flatMap(http -> http.own("server").stream()
                        .map(server -> new Server(new Scope(server, Optional.of(http)))))
                .toList();
        return new Nginx(whole, servers, includes.unreadable(), List.copyOf(includes.unknown()));
    }

    private static List<Directive> starting(Includes includes, List<String> starts, Predicate<String> wanted) {
        return starts.stream().filter(wanted)
                .flatMap(path -> includes.expanded(includes.read(path).orElse(List.of()), Set.of(path)).stream())
                .toList();
    }

    private static boolean says(Includes includes, String path, String name) {
        return includes.read(path).orElse(List.of()).stream().anyMatch(directive -> directive.name().equals(name));
    }

    /** All statements, those in blocks too; each once, in how many places its file may be included. */
    public Stream<Directive> all() {
        return directives.stream().flatMap(Directive::all).distinct();
    }

    /** Whether every file could be read: where one could not, nothing can be said to be missing. */
    public boolean isWhole() {
        return unreadable.isEmpty() && unknown.isEmpty();
    }

    /** Leaves a notice for each file that this preview does not have: what stands there is not judged yet. */
    public void tellUnknown(Verdict verdict) {
        unknown.forEach(file -> verdict.attempt(file::text));
    }

    /** Leaves a notice that what is looked for may stand in a file that is out of sight. */
    public static void tellUnseen(Directive include, Verdict verdict) {
        verdict.attempt(() -> Value.unknown().get(include.value().path() + ": include " + include.argument(0)).text());
    }
}
