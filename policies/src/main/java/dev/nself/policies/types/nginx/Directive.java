package dev.nself.policies.types.nginx;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policy.Value;
import java.util.List;
import java.util.stream.Stream;

/**
 * One statement of a configuration.
 *
 * @param name its first word
 * @param arguments the others, without their quotes
 * @param block what its braces hold; empty for one without
 * @param file where it stands
 * @param line from 1
 */
public record Directive(String name, List<String> arguments, List<Directive> block, ConfigFile file, int line) {

    public Directive {
        arguments = List.copyOf(arguments);
        block = List.copyOf(block);
    }

    /** The argument at that place, from 0; empty where there is none. */
    public String argument(int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }

    public boolean has(String argument) {
        return arguments.contains(argument);
    }

    /** For reports: the statement without its block. */
    public Value value() {
        return file.line(line, String.join(" ", Stream.concat(Stream.of(name), arguments.stream()).toList()));
    }

    /** For reports: one word of the statement. */
    public Value value(String word) {
        return file.line(line, word);
    }

    /** This one and all in its block. */
    public Stream<Directive> all() {
        return Stream.concat(Stream.of(this), block.stream().flatMap(Directive::all));
    }

    Directive with(List<Directive> otherBlock) {
        return new Directive(name, arguments, otherBlock, file, line);
    }
}
