package dev.nself.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.policy.EnforcementLevel;
import dev.nself.policy.Judge;
import dev.nself.policy.PolicyConfig;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourceOptions;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Run;
import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever a provider or program puts into properties, no rule throws: a rule that does fails every run of everyone
 * who has such a resource.
 */
class RandomPropertiesTest {

    private static final Judge JUDGE = Judge.of(Rules.pack(), Clock.systemUTC())
            .configured(Map.of("all", PolicyConfig.level(EnforcementLevel.REMEDIATE)))
            .in(new Run("project", "production", "", true, Map.of("nself:tier", "\"single", "a:password", "x"), List.of(), Map.of()));

    private static final List<String> TYPES = Stream.concat(
                    Rules.pack().policies().stream()
                            .flatMap(policy -> policy instanceof ResourcePolicy one ? one.types().stream() : Stream.empty()),
                    fixtures().stream().flatMap(file -> file.values().stream()).flatMap(RandomPropertiesTest::types))
            .distinct().sorted().toList();

    /** The names that rules ask for, since they are in fixtures. */
    private static final List<String> NAMES = names();

    /** What trips those who take texts apart. */
    private static final List<String> TRICKY = List.of(
            "", " ", "=", "==", "=x", "x=", ":", "@", "/", "//", "../..", "host", "bridge", "true", "0", "-1", "1e999", "NaN", "0.0.0.0/0", "::/0",
            "sha256:", "postgres:", ":tag", "a@sha256:0", "postgres://:@", "postgres://u:p@", "{\"type\":\"HS256\",\"key\":\"\"}", "{\"key\":",
            "{", "}", "[]", "server {", "server { listen 443 ssl", "%%%", "====", "AAAA", "\u0000", "\n", "🐘", "PASSWORD=", "--password",
            "[rds.force_ssl", "2020-01-01T00:00:00Z", "9999999999999999999999", "{\"Statement\":[{\"Principal\":\"*\"}]}", "{\"Statement\":7}");

    @Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void noRuleThrowsOnRandomProperties(@ForAll("types") String type, @ForAll("properties") Value properties) {
        judge(type, properties);
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void noRuleThrowsOnDamagedProperties(@ForAll("bases") Map<String, Object> base, @ForAll("paths") List<String> path, @ForAll("values") Value value) {
        judge((String) base.get("type"), damaged(Value.of(FixtureFile.map(base, "properties")), path, value));
    }

    private static void judge(String type, Value properties) {
        Resource resource = new Resource("urn:pulumi:s::p::" + type + "::cs-name", type, "cs-name", properties, ResourceOptions.NONE);
        assertThat(JUDGE.resource(resource)).isNotNull();
        assertThat(JUDGE.remediate(resource)).isNotNull();
        Resource root = new Resource("urn:pulumi:s::p::pulumi:pulumi:Stack::p-s", "pulumi:pulumi:Stack", "p-s", properties, ResourceOptions.NONE);
        assertThat(JUDGE.stack(new Stack(List.of(StackResource.of(root), StackResource.of(resource))))).isNotNull();
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(TYPES);
    }

    @Provide
    Arbitrary<Map<String, Object>> bases() {
        return Arbitraries.of(files("bases").map(FixtureFile::read).toList());
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.of(NAMES).list().ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<Value> properties() {
        return maps(values());
    }

    @Provide
    Arbitrary<Value> values() {
        Arbitrary<Value> texts = Arbitraries.oneOf(Arbitraries.of(TRICKY), Arbitraries.strings().ofMaxLength(12)).map(Value::of);
        Arbitrary<Value> leaves = Arbitraries.oneOf(
                texts,
                texts.map(Value::asSecret),
                Arbitraries.of(0, 1, -1, 443, 5432, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e300).map(Value::of),
                Arbitraries.of(true, false).map(Value::of),
                Arbitraries.just(Value.unknown()),
                Arbitraries.just(Value.absent()));
        return Arbitraries.recursive(() -> leaves, inner -> Arbitraries.oneOf(
                leaves, inner.list().ofMaxSize(3).map(Value::of), maps(inner), maps(inner).map(Value::asSecret)), 0, 4);
    }

    private static Arbitrary<Value> maps(Arbitrary<Value> values) {
        return Arbitraries.maps(Arbitraries.of(NAMES), values).ofMaxSize(6).map(Value::of);
    }

    /** Something else at a place that exists: where the first name is, or inside what every list there holds. */
    private static Value damaged(Value whole, List<String> path, Value other) {
        if (path.isEmpty()) {
            return other;
        }
        if (whole.kind() == Value.Kind.LIST) {
            return Value.of(whole.items().stream().map(item -> damaged(item, path, other)).toList());
        }
        if (whole.kind() != Value.Kind.MAP) {
            return other;
        }
        String name = path.get(0);
        Map<String, Object> copy = new LinkedHashMap<>();
        whole.entries().forEach((key, value) -> copy.put(key,
                key.equals(name) ? damaged(value, path.subList(1, path.size()), other) : deeper(value, path, other)));
        copy.putIfAbsent(name, other);
        return whole.isSecret() ? Value.of(copy).asSecret() : Value.of(copy);
    }

    private static Value deeper(Value value, List<String> path, Value other) {
        boolean nested = value.kind() == Value.Kind.MAP || value.kind() == Value.Kind.LIST;
        return nested && Value.of(value).toString().contains(path.get(0)) ? damaged(value, path, other) : value;
    }

    private static List<Map<String, Object>> fixtures() {
        return files("").map(FixtureFile::read).toList();
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> all = Files.walk(FixtureFile.FOLDER.resolve(folder))) {
            return new ArrayList<>(all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> types(Object given) {
        if (given instanceof Map<?, ?> map) {
            Stream<String> own = map.get("type") instanceof String type && type.split(":").length == 3 ? Stream.of(type) : Stream.empty();
            return Stream.concat(own, map.values().stream().flatMap(RandomPropertiesTest::types));
        }
        return given instanceof List<?> list ? list.stream().flatMap(RandomPropertiesTest::types) : Stream.empty();
    }

    private static List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        fixtures().forEach(file -> collect(file, names));
        return List.copyOf(names);
    }

    private static void collect(Object given, TreeSet<String> names) {
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                names.addAll(Stream.of(name.toString().split("[.\\[\\]0-9]+")).filter(part -> part.matches("[A-Za-z_-]{2,40}")).toList());
                collect(value, names);
            });
        } else if (given instanceof List<?> list) {
            list.forEach(item -> collect(item, names));
        }
    }
}
