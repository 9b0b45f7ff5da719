package dev.nself.policies;

import dev.nself.policy.Resource;
import dev.nself.policy.ResourceOptions;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes resources of what a fixture says: a base, and the places in it that are set otherwise or removed. */
final class FixtureResource {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    private FixtureResource() {}

    /**
     * Keys: {@code base} (a file in bases/), {@code type}, {@code name}, {@code properties}, {@code protect},
     * {@code deleteBeforeReplace}, {@code parent}, {@code dependsOn} and {@code from} (property to names) by name,
     * {@code set}, {@code remove}.
     */
    static StackResource of(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (given.get("base") instanceof String base) {
            all.putAll(FixtureFile.read(FixtureFile.FOLDER.resolve("bases").resolve(base + ".yaml")));
        }
        all.putAll(given);
        Map<String, Object> properties = new LinkedHashMap<>(FixtureFile.map(all, "properties"));
        FixtureFile.map(all, "set").forEach((path, value) -> set(properties, steps(path), value));
        FixtureFile.<String>list(all, "remove").forEach(path -> set(properties, steps(path), null));
        String name = (String) all.get("name");
        String parent = all.containsKey("parent") ? urn((String) all.get("parent")) : "";
        ResourceOptions options = new ResourceOptions(
                parent, Boolean.TRUE.equals(all.get("protect")), List.of(),
                Optional.ofNullable((Boolean) all.get("deleteBeforeReplace")), List.of(), List.of());
        Map<String, List<String>> from = new LinkedHashMap<>();
        FixtureFile.map(all, "from").keySet().forEach(property -> from.put(property, urns(FixtureFile.map(all, "from"), property)));
        return new StackResource(
                new Resource(urn(name), (String) all.get("type"), name, Value.of(properties), options),
                parent, urns(all, "dependsOn"), from);
    }

    /** URNs in fixtures need only be different ones. */
    static String urn(String name) {
        return "urn:pulumi:test::fixture::fixture::" + name;
    }

    private static List<String> urns(Map<String, Object> from, String key) {
        return FixtureFile.<String>list(from, key).stream().map(FixtureResource::urn).toList();
    }

    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            steps.add(matcher.group(2) == null ? matcher.group(1) : (Object) Integer.valueOf(matcher.group(2)));
        }
        return steps;
    }

    @SuppressWarnings("unchecked")
    private static void set(Map<String, Object> map, List<Object> steps, Object value) {
        String name = (String) steps.get(0);
        if (steps.size() == 1) {
            if (value == null) {
                map.remove(name);
            } else {
                map.put(name, value);
            }
            return;
        }
        if (steps.get(1) instanceof Integer index) {
            List<Object> list = new ArrayList<>(FixtureFile.list(map, name));
            map.put(name, list);
            setItem(list, index, steps.subList(2, steps.size()), value);
            return;
        }
        Map<String, Object> inner = new LinkedHashMap<>(map.get(name) instanceof Map<?, ?> known ? (Map<String, Object>) known : Map.of());
        map.put(name, inner);
        set(inner, steps.subList(1, steps.size()), value);
    }

    @SuppressWarnings("unchecked")
    private static void setItem(List<Object> list, int index, List<Object> steps, Object value) {
        while (list.size() <= index) {
            list.add(null);
        }
        if (steps.isEmpty()) {
            list.set(index, value);
            return;
        }
        Map<String, Object> inner = new LinkedHashMap<>(list.get(index) instanceof Map<?, ?> known ? (Map<String, Object>) known : Map.of());
        list.set(index, inner);
        set(inner, steps, value);
    }
}
