package dev.nself.offline.schema;

import java.util.List;
import java.util.Map;

/**
 * One property of a resource, as the published plugin treats it.
 *
 * @param name its name in the program
 * @param kind what values it has
 * @param element what a list, set or map holds; null for other kinds
 * @param fields what an object holds, by name; empty for other kinds
 * @param computed whether the plugin fills it in when the program does not: then leaving it out changes nothing
 * @param fallback what the plugin takes when the program says nothing; null for none
 * @param replaces whether a change makes a new resource
 * @param required whether the program must give it
 * @param rules what values are allowed and which ones mean "nothing said"
 */
public record Field(
        String name,
        Kind kind,
        Field element,
        Map<String, Field> fields,
        boolean computed,
        Object fallback,
        boolean replaces,
        boolean required,
        Rules rules) {

    /** What values a property has. */
    public enum Kind { TEXT, FLAG, NUMBER, LIST, SET, MAP, OBJECT }

    /**
     * What is special about the values of a property.
     *
     * @param pattern regular expression of allowed text; null for any
     * @param atLeast smallest allowed number; null for none
     * @param unset texts that mean the same as saying nothing
     * @param emptyKeeps whether saying nothing leaves whatever there is
     */
    public record Rules(String pattern, Integer atLeast, List<String> unset, boolean emptyKeeps) {

        static final Rules NONE = new Rules(null, null, List.of(), false);
    }
}
