package dev.nself.offline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is mounted into a container, in the engine's four forms.
 *
 * @param volumes mount points
 * @param binds {@code source:target:mode} of named volumes and host folders
 * @param volumesFrom containers whose volumes are taken over
 * @param mounts mounts with options
 */
record Mounts(
        Map<String, Object> volumes, List<String> binds, List<String> volumesFrom, List<Map<String, Object>> mounts) {

    static Mounts of(Values inputs) {
        Map<String, Object> volumes = new TreeMap<>();
        List<String> binds = new ArrayList<>();
        List<String> volumesFrom = new ArrayList<>();
        for (Values volume : inputs.objects("volumes")) {
            String from = volume.text("fromContainer");
            String path = volume.text("containerPath");
            if (from.isEmpty() == path.isEmpty()) {
                throw new ResourceFailure("volumes: one of containerPath and fromContainer must be given, got "
                        + (from.isEmpty() ? "none" : "both"));
            }
            if (path.isEmpty()) {
                volumesFrom.add(from);
                continue;
            }
            volumes.put(path, Map.of());
            String source = volume.text("volumeName").isEmpty() ? volume.text("hostPath") : volume.text("volumeName");
            if (!source.isEmpty()) {
                binds.add(source + ":" + path + ":" + (volume.flag("readOnly") ? "ro" : "rw"));
            }
        }
        List<Map<String, Object>> mounts = inputs.objects("mounts").stream().map(Mounts::mount).toList();
        return new Mounts(volumes, List.copyOf(binds), List.copyOf(volumesFrom), mounts);
    }

    private static Map<String, Object> mount(Values declared) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("Type", declared.text("type"));
        mount.put("Target", declared.text("target"));
        mount.put("Source", declared.text("source"));
        mount.put("ReadOnly", declared.flag("readOnly"));
        if (declared.has("bindOptions")) {
            mount.put("BindOptions", Map.of("Propagation", declared.object("bindOptions").text("propagation")));
        }
        if (declared.has("volumeOptions")) {
            Values options = declared.object("volumeOptions");
            mount.put("VolumeOptions", Map.of(
                    "NoCopy", options.flag("noCopy"),
                    "Labels", options.labels("labels"),
                    "DriverConfig", Map.of("Name", options.text("driverName"), "Options", options.textMap("driverOptions"))));
        }
        if (declared.has("tmpfsOptions")) {
            Values options = declared.object("tmpfsOptions");
            mount.put("TmpfsOptions", Map.of("SizeBytes", options.number("sizeBytes"), "Mode", options.number("mode")));
        }
        return mount;
    }

    /** The mounts with options, as the program declares them. */
    static List<Object> reported(JsonNode mounts) {
        List<Object> declared = new ArrayList<>();
        for (JsonNode mount : mounts) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("target", mount.path("Target").asText());
            object.put("source", mount.path("Source").asText());
            object.put("type", mount.path("Type").asText());
            object.put("readOnly", mount.path("ReadOnly").asBoolean());
            JsonNode bind = mount.path("BindOptions");
            if (bind.isObject()) {
                object.put("bindOptions", Map.of("propagation", bind.path("Propagation").asText()));
            }
            JsonNode volume = mount.path("VolumeOptions");
            if (volume.isObject()) {
                object.put("volumeOptions", Map.of(
                        "noCopy", volume.path("NoCopy").asBoolean(),
                        "labels", Values.labelList(Reading.texts(volume.path("Labels"))),
                        "driverName", volume.path("DriverConfig").path("Name").asText(),
                        "driverOptions", Reading.texts(volume.path("DriverConfig").path("Options"))));
            }
            JsonNode tmpfs = mount.path("TmpfsOptions");
            if (tmpfs.isObject()) {
                object.put("tmpfsOptions", Map.of(
                        "sizeBytes", tmpfs.path("SizeBytes").asDouble(), "mode", tmpfs.path("Mode").asDouble()));
            }
            declared.add(object);
        }
        return List.copyOf(declared);
    }
}
