package dev.nself.policies.types.nginx;

import dev.nself.policies.types.ConfigFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts files in the place of the statements that include them. */
final class Includes {

    /** What nginx comes with: says nothing of servers, TLS or headers. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(.*/)?(mime\\.types|(fastcgi|uwsgi|scgi)_params|fastcgi\\.conf|koi-(utf|win)|win-utf|proxy_params"
                    + "|snippets/fastcgi-php\\.conf|modules(-enabled)?/.*)");

    /** Files that include one another would otherwise grow without end. */
    private static final int MOST = 2_000;

    private final Map<String, ConfigFile> files;
    private final Map<String, Optional<List<Directive>>> parsed = new LinkedHashMap<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Set<ConfigFile> unknown = new LinkedHashSet<>();
    private int followed;

    Includes(Map<String, ConfigFile> files) {
        this.files = files;
    }

    List<Unreadable> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Files that were asked for and that this preview does not have. */
    Set<ConfigFile> unknown() {
        return unknown;
    }

    /** What the file says, includes not followed; empty where it cannot be seen or read. */
    Optional<List<Directive>> read(String path) {
        if (!parsed.containsKey(path)) {
            parsed.put(path, parse(files.get(path)));
        }
        return parsed.get(path);
    }

    private Optional<List<Directive>> parse(ConfigFile file) {
        if (!file.isKnown()) {
            unknown.add(file);
            return Optional.empty();
        }
        try {
            return Optional.of(Parser.parse(file));
        } catch (Malformed e) {
            unreadable.add(new Unreadable(file, e.line(), e.getMessage(), file.text().contains("{{")));
            return Optional.empty();
        }
    }

    /** The paths that a file includes, as far as they are among the files. */
    Stream<String> includedBy(String path) {
        return read(path).orElse(List.of()).stream().flatMap(Directive::all)
                .filter(directive -> directive.name().equals("include"))
                .flatMap(include -> matching(include).stream())
                .filter(other -> !other.equals(path));
    }

    /** The same statements, with those of the files that they include. What cannot be followed stays an include. */
    List<Directive> expanded(List<Directive> directives, Set<String> around) {
        return directives.stream().flatMap(directive -> directive.name().equals("include")
                ? followed(directive, around)
                : Stream.of(directive.with(expanded(directive.block(), around)))).toList();
    }

    private Stream<Directive> followed(Directive include, Set<String> around) {
        String pattern = include.argument(0);
        List<String> paths = matching(include);
        if (paths.isEmpty()) {
            boolean nothing = HARMLESS.matcher(pattern).matches() || pattern.contains("*");
            return nothing ? Stream.empty() : Stream.of(include);
        }
        return paths.stream().flatMap(path -> {
            Optional<List<Directive>> content = read(path);
            if (content.isEmpty() || around.contains(path) || ++followed > MOST) {
                return Stream.of(include);
            }
            Set<String> inside = new LinkedHashSet<>(around);
            inside.add(path);
            return expanded(content.get(), inside).stream();
        });
    }

    private List<String> matching(Directive include) {
        String asked = include.argument(0);
        String own = include.file().path();
        String folder = own.startsWith("/usr/local/openresty/") ? "/usr/local/openresty/nginx/conf/" : "/etc/nginx/";
        Pattern wanted = glob(asked.startsWith("/") ? asked : folder + asked);
        // A ConfigMap does not say where its entries are mounted, so they are known by their names alone.
        Pattern name = glob(asked.substring(asked.lastIndexOf('/') + 1));
        return files.keySet().stream()
                .filter(path -> path.startsWith("/")
                        ? wanted.matcher(path).matches() : name.matcher(path).matches() && !path.equals(own))
                .sorted()
                .toList();
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(pattern.chars()
                .mapToObj(c -> c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }
}
