package dev.nself.policies.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists of ciphers as OpenSSL reads them. */
final class Ciphers {

    /** Without encryption or authentication, made for export, or broken; by the words that names are made of. */
    static final List<String> NAMES = List.of(
            "NULL", "eNULL", "aNULL", "ADH", "AECDH", "EXP", "EXPORT", "LOW", "RC4", "RC2", "DES", "3DES", "IDEA",
            "SEED", "MD5");

    /** Contain some of these unless they are taken out again. */
    private static final Set<String> ALL = Set.of("ALL", "COMPLEMENTOFALL", "COMPLEMENTOFDEFAULT");

    private Ciphers() {}

    /** The first element of the list that lets a weak cipher in; empty where there is none. */
    static Optional<String> weak(String list) {
        List<String> elements = Arrays.asList(list.strip().split("[:, ]+"));
        return elements.stream()
                .filter(element -> !element.startsWith("!") && !element.startsWith("-") && !element.startsWith("@"))
                .filter(element -> isWeak(element, elements))
                .findFirst();
    }

    private static boolean isWeak(String element, List<String> all) {
        if (ALL.contains(element)) {
            return !all.contains("!aNULL") || !all.contains("!RC4") && !all.contains("!LOW");
        }
        // A leading plus only moves what is in the list already.
        List<String> words = element.startsWith("+") ? List.of() : Arrays.asList(element.split("[+_-]"));
        return words.stream().anyMatch(word -> NAMES.contains(word) && !all.contains("!" + word))
                && words.stream().noneMatch(word -> all.contains("!" + word));
    }
}
