package dev.nself.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.StringSubstitutor;

/**
 * A configuration file with variables written {@code @{name}}, so that the {@code $name} of nginx and shells stays.
 *
 * <p>Strict on both sides: a variable without a value and a value without a variable are errors. Values are never
 * expanded again. A line that holds only a variable takes that line's indentation for all of the value's lines, and
 * goes away when the value is empty.
 */
final class Template {
    private static final Pattern LONE_VARIABLE = Pattern.compile("( *)@\\{(\\w+)}");

    private final String name;
    private final String text;

    private Template(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Reads a template that lies beside this class, e.g. {@code nginx/host.conf}. */
    static Template load(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("template: not found, got " + name
                        + "; allowed: a file in the resources of " + Template.class.getPackageName());
            }
            return new Template(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("template: cannot be read, got " + name, e);
        }
    }

    /** Makes a template from its text. */
    static Template of(String name, String text) {
        return new Template(name, text);
    }

    /** Renders a template without variables. */
    String render() {
        return render(Map.of());
    }

    /** Renders with these values. */
    String render(Map<String, String> values) {
        Set<String> unused = new TreeSet<>(values.keySet());
        StringSubstitutor substitutor = substitutor(values, unused);
        StringBuilder rendered = new StringBuilder();
        text.lines().forEach(line -> {
            Matcher lone = LONE_VARIABLE.matcher(line);
            if (!lone.matches()) {
                rendered.append(substitutor.replace(line)).append('\n');
            } else {
                String value = substitutor.replace(line.strip());
                value.lines().forEach(each -> rendered.append(indented(lone.group(1), each)).append('\n'));
            }
        });
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("template " + name + ": values without a variable, got "
                    + String.join(", ", unused) + "; write the variable into the template or drop the value");
        }
        return rendered.toString();
    }

    private StringSubstitutor substitutor(Map<String, String> values, Set<String> unused) {
        StringSubstitutor substitutor = new StringSubstitutor(variable -> {
            unused.remove(variable);
            String value = values.get(variable);
            if (value == null) {
                throw new IllegalArgumentException("template " + name + ": variable without a value, got @{" + variable
                        + "}; allowed: " + String.join(", ", new TreeSet<>(values.keySet())));
            }
            return value;
        });
        substitutor.setVariablePrefix("@{").setVariableSuffix("}").setValueDelimiter("");
        // The default escape character is $, which would turn $@{x} into @{x}.
        substitutor.setEscapeChar('\0');
        substitutor.setDisableSubstitutionInValues(true);
        return substitutor;
    }

    private static String indented(String indentation, String line) {
        return line.isEmpty() ? line : indentation + line;
    }
}
