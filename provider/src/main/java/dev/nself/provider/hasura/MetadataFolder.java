package dev.nself.provider.hasura;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** A metadata folder as the Hasura CLI writes it (version 3), read into the one object that the engine's API takes. */
final class MetadataFolder {

    private static final String INCLUDE = "!include ";

    /** Files whose names differ from the API's; the others are named alike. */
    private static final Map<String, String> FILES = Map.of("allow_list", "allowlist");

    private static final List<String> OBJECT_FILES = List.of(
            "allow_list",
            "api_limits",
            "cron_triggers",
            "graphql_schema_introspection",
            "inherited_roles",
            "metrics_config",
            "network",
            "opentelemetry",
            "query_collections",
            "remote_schemas",
            "rest_endpoints",
            "backend_configs");

    private final Path folder;

    private MetadataFolder(Path folder) {
        this.folder = folder;
    }

    static Map<String, Object> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ResourceFailure("directory: is no folder, got %s".formatted(folder.toAbsolutePath()));
        }
        return new MetadataFolder(folder).metadata();
    }

    private Map<String, Object> metadata() {
        Object version = load("version.yaml")
                .<Object>map(value -> Yamls.map(value, "version.yaml").get("version"))
                .orElse("none");
        if (!version.equals(3)) {
            throw new ResourceFailure("version.yaml: version cannot be used, got %s; allowed: 3; write the folder anew"
                    .formatted(version) + " with: hasura metadata export");
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("version", 3);
        metadata.put("sources", load("databases/databases.yaml").orElse(List.of()));
        for (String file : OBJECT_FILES) {
            load(file + ".yaml")
                    .filter(MetadataFolder::holdsSomething)
                    .ifPresent(value -> metadata.put(FILES.getOrDefault(file, file), value));
        }
        Object actions = load("actions.yaml").orElse(Map.of());
        metadata.putAll(ActionTypes.merge(Yamls.map(actions, "actions.yaml"), text("actions.graphql")));
        return metadata;
    }

    private Optional<Object> load(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Optional.ofNullable(load(file)) : Optional.empty();
    }

    private Object load(Path file) {
        try {
            return included(Yamls.load(Files.readString(file)), file);
        } catch (IOException e) {
            throw new ResourceFailure("metadata: %s cannot be read: %s".formatted(relative(file), e.getMessage()), e);
        } catch (YAMLException e) {
            throw new ResourceFailure("metadata: %s is no YAML: %s".formatted(relative(file), e.getMessage()), e);
        }
    }

    /** Puts the content of other files where they are named; names are relative to the file that names them. */
    private Object included(Object value, Path file) {
        if (value instanceof String text && text.startsWith(INCLUDE)) {
            Path other = file.resolveSibling(text.substring(INCLUDE.length()).strip()).normalize();
            if (!other.startsWith(folder.normalize())) {
                throw new ResourceFailure(
                        "metadata: %s includes a file outside of the folder, got %s".formatted(relative(file), text));
            }
            return load(other);
        }
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(included(element, file)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(String.valueOf(key), included(entry, file)));
            return entries;
        }
        return value;
    }

    private String text(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new ResourceFailure("metadata: %s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
    }

    private String relative(Path file) {
        return folder.normalize().relativize(file.normalize()).toString();
    }

    private static boolean holdsSomething(Object value) {
        return !(value instanceof List<?> list && list.isEmpty() || value instanceof Map<?, ?> map && map.isEmpty());
    }

    /** YAML as Hasura's CLI reads it: no dates, and only true and false are booleans. */
    private static final class Yamls {

        private Yamls() {}

        static Object load(String text) {
            LoaderOptions options = new LoaderOptions();
            DumperOptions dumping = new DumperOptions();
            return new Yaml(new Including(options), new Representer(dumping), dumping, options, new PlainTypes())
                    .load(text);
        }

        static Map<?, ?> map(Object value, String file) {
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw new ResourceFailure("metadata: %s holds no object".formatted(file));
        }
    }

    private static final class Including extends SafeConstructor {

        Including(LoaderOptions options) {
            super(options);
            yamlConstructors.put(new Tag("!include"), new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return INCLUDE + ((ScalarNode) node).getValue();
                }
            });
        }
    }

    private static final class PlainTypes extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?(0|[1-9][0-9]*)"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT, Pattern.compile("[-+]?[0-9]+\\.[0-9]+([eE][-+]?[0-9]+)?"), "-+0123456789");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), "~n\0");
            addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        }
    }
}
