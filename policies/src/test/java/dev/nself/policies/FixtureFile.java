package dev.nself.policies;

import dev.nself.policy.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file with two tags of ours: {@code !unknown} for a value that a preview lacks, {@code !secret} for a secret. */
final class FixtureFile {

    static final Path FOLDER = Path.of("src/test/resources/fixtures");

    private FixtureFile() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> read(Path file) {
        try {
            return (Map<String, Object>) new Yaml(new Tags()).load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands under a key that may be missing. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> from, String key) {
        Map<String, Object> found = (Map<String, Object>) from.get(key);
        return found == null ? new LinkedHashMap<>() : found;
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> list(Map<String, Object> from, String key) {
        List<T> found = (List<T>) from.get(key);
        return found == null ? List.of() : found;
    }

    private static final class Tags extends SafeConstructor {

        Tags() {
            super(new LoaderOptions());
            yamlConstructors.put(new Tag("!unknown"), new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return Value.unknown();
                }
            });
            yamlConstructors.put(new Tag("!secret"), new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return Value.of(content(node)).asSecret();
                }
            });
        }

        private Object content(Node node) {
            if (node instanceof SequenceNode sequence) {
                return constructSequence(sequence);
            }
            return node instanceof MappingNode mapping ? constructMapping(mapping) : constructScalar((ScalarNode) node);
        }
    }
}
