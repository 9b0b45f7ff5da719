package dev.nself.offline.image;

import dev.nself.offline.engine.Engines;
import dev.nself.offline.schema.Schema;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.ResourceType;
import dev.nself.provider.rpc.State;
import dev.nself.provider.rpc.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code docker:index/image:Image}: an image built from a folder.
 *
 * <p>A digest of the folder is part of the checked inputs, so that a changed file is a change of the image. No change
 * replaces: the image is built again under its name.
 */
public final class ImageType implements ResourceType {

    private static final Schema SCHEMA = Schema.of("docker:index/image:Image");

    private final Engines engines;

    public ImageType(Engines engines) {
        this.engines = engines;
    }

    @Override
    public String token() {
        return SCHEMA.token();
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.copyOf(SCHEMA.outputs());
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        List<Checked.Failure> failures = new ArrayList<>();
        if (newInputs.get("imageName") == null) {
            failures.add(new Checked.Failure("imageName", "is missing, got nothing"));
        }
        Map<String, Object> inputs = new LinkedHashMap<>(newInputs);
        new Values(inputs).object("build").map().forEach((key, value) -> {
            if (!SCHEMA.fields().get("build").fields().containsKey(key)) {
                failures.add(new Checked.Failure("build." + key, "is no setting of a build, allowed: "
                        + String.join(", ", SCHEMA.fields().get("build").fields().keySet())));
            }
        });
        inputs.put("build", build(new Values(inputs), failures));
        return new Checked(inputs, List.copyOf(failures));
    }

    private static Map<String, Object> build(Values inputs, List<Checked.Failure> failures) {
        Map<String, Object> build = new LinkedHashMap<>();
        inputs.object("build").map().forEach((key, value) -> build.put((String) key, value));
        if (build.containsValue(Unknown.VALUE)) {
            return build;
        }
        BuildContext context = Build.context(inputs);
        if (!Files.isRegularFile(context.dockerfile())) {
            failures.add(new Checked.Failure("build.dockerfile", dockerfileMissing(context)));
            return build;
        }
        try {
            build.put("contextDigest", context.digest());
        } catch (IOException e) {
            failures.add(new Checked.Failure("build.context", "cannot be read: " + e.getMessage()));
        }
        build.putIfAbsent("platform", Build.hostPlatform());
        return build;
    }

    private static String dockerfileMissing(BuildContext context) {
        String reason = "could not open dockerfile at "
                + (context.dockerfile().isAbsolute() ? "absolute" : "relative") + " path " + context.dockerfile();
        boolean inFolder = Files.isRegularFile(context.folder().resolve(context.dockerfile()));
        return inFolder
                ? reason + ". Try setting `dockerfile` to \"" + context.folder().resolve(context.dockerfile()) + "\""
                : reason;
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Kind> changes = new TreeMap<>();
        Set<String> names = new TreeSet<>(oldInputs.keySet());
        names.addAll(newInputs.keySet());
        for (String name : names) {
            Object before = oldInputs.get(name);
            Object now = newInputs.get(name);
            if (!Objects.equals(counting(name, before), counting(name, now))) {
                changes.put(name, before == null ? Kind.ADD : now == null ? Kind.DELETE : Kind.UPDATE);
            }
        }
        return new Difference(changes, false);
    }

    /** Of a registry only its address counts: tokens come and go. */
    private static Object counting(String name, Object value) {
        return name.equals("registry") && value instanceof Map<?, ?> registry ? registry.get("server") : value;
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        Map<String, Object> outputs = new LinkedHashMap<>(newInputs);
        SCHEMA.outputs().forEach(name -> outputs.put(name, Unknown.VALUE));
        return outputs;
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Map<String, Object> outputs = new Build(engines, new Values(inputs)).run(call);
        return new State(new Values(inputs).text("imageName"), inputs, outputs);
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // The published plugin does not look: an image that somebody removed stays in the state.
        return Optional.of(new State(id, inputs, outputs));
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        return create(call, newInputs);
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // The published plugin leaves the image where it is: other containers may run from it.
    }
}
