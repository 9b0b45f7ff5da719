package dev.nself.offline.container;

import dev.nself.offline.schema.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The engine's request for a new container, from what the program declares. Networks and files come after it. */
final class CreateRequest {

    private static final long MIB = 1024L * 1024;

    private final Values inputs;
    private final Mounts mounts;

    CreateRequest(Values inputs) {
        this.inputs = inputs;
        this.mounts = Mounts.of(inputs);
    }

    Map<String, Object> body() {
        Body body = new Body();
        body.put("Image", inputs.text("image"));
        body.put("Hostname", inputs.text("hostname"));
        body.put("Domainname", inputs.text("domainname"));
        body.put("Tty", inputs.flag("tty"));
        body.put("OpenStdin", inputs.flag("stdinOpen"));
        body.put("Env", inputs.texts("envs"));
        body.put("Cmd", inputs.texts("command"));
        body.put("Entrypoint", inputs.texts("entrypoints"));
        body.put("User", inputs.text("user"));
        body.put("WorkingDir", inputs.text("workingDir"));
        body.put("StopSignal", inputs.text("stopSignal"));
        if (inputs.number("stopTimeout") > 0) {
            body.put("StopTimeout", inputs.number("stopTimeout"));
        }
        body.put("Labels", inputs.labels("labels"));
        body.put("Healthcheck", healthcheck());
        body.put("ExposedPorts", Ports.exposed(inputs));
        body.put("Volumes", mounts.volumes());
        body.put("HostConfig", hostConfig());
        return body.fields();
    }

    private Map<String, Object> healthcheck() {
        if (!inputs.has("healthcheck")) {
            return Map.of();
        }
        Values declared = inputs.object("healthcheck");
        Map<String, Object> check = new TreeMap<>();
        check.put("Test", declared.texts("tests"));
        check.put("Interval", GoDuration.parse(declared.text("interval")));
        check.put("Timeout", GoDuration.parse(declared.text("timeout")));
        check.put("StartPeriod", GoDuration.parse(declared.text("startPeriod")));
        check.put("Retries", declared.number("retries"));
        return check;
    }

    private Map<String, Object> hostConfig() {
        Body host = new Body();
        host.put("RestartPolicy", Limits.restartPolicy(inputs));
        host.put("AutoRemove", inputs.flag("rm"));
        host.put("ReadonlyRootfs", inputs.flag("readOnly"));
        host.put("Privileged", inputs.flag("privileged"));
        host.put("PublishAllPorts", inputs.flag("publishAllPorts"));
        host.put("Init", inputs.flag("init"));
        host.put("PortBindings", Ports.bindings(inputs));
        host.put("Mounts", mounts.mounts());
        host.put("Binds", mounts.binds());
        host.put("VolumesFrom", mounts.volumesFrom());
        host.put("Tmpfs", inputs.textMap("tmpfs"));
        host.put("LogConfig", Map.of("Type", inputs.text("logDriver"), "Config", inputs.textMap("logOpts")));
        host.put("CapAdd", inputs.object("capabilities").texts("adds"));
        host.put("CapDrop", inputs.object("capabilities").texts("drops"));
        host.put("SecurityOpt", inputs.texts("securityOpts"));
        limits(host);
        namespaces(host);
        return host.fields();
    }

    private void limits(Body host) {
        host.putAll(Limits.of(inputs));
        if (inputs.number("shmSize") > 0) {
            host.put("ShmSize", inputs.number("shmSize") * MIB);
        }
        host.put("Ulimits", inputs.objects("ulimits").stream().map(CreateRequest::ulimit).toList());
        host.put("Devices", inputs.objects("devices").stream().map(CreateRequest::device).toList());
        host.put("StorageOpt", inputs.textMap("storageOpts"));
        if (inputs.has("gpus")) {
            host.put("DeviceRequests", List.of(Map.of("Count", -1, "Capabilities", List.of(List.of("gpu")))));
        }
    }

    private void namespaces(Body host) {
        host.put("NetworkMode", inputs.text("networkMode"));
        host.put("Dns", inputs.texts("dns"));
        host.put("DnsOptions", inputs.texts("dnsOpts"));
        host.put("DnsSearch", inputs.texts("dnsSearches"));
        host.put("ExtraHosts", inputs.objects("hosts").stream()
                .map(entry -> entry.text("host") + ":" + entry.text("ip"))
                .toList());
        host.put("GroupAdd", inputs.texts("groupAdds"));
        host.put("Sysctls", inputs.textMap("sysctls"));
        host.put("IpcMode", inputs.text("ipcMode"));
        host.put("PidMode", inputs.text("pidMode"));
        host.put("UsernsMode", inputs.text("usernsMode"));
        host.put("CgroupnsMode", inputs.text("cgroupnsMode"));
        host.put("Runtime", inputs.text("runtime"));
    }

    private static Map<String, Object> ulimit(Values declared) {
        Map<String, Object> limit = new TreeMap<>();
        limit.put("Name", declared.text("name"));
        limit.put("Soft", declared.number("soft"));
        limit.put("Hard", declared.number("hard"));
        return limit;
    }

    private static Map<String, Object> device(Values declared) {
        String inside = declared.text("containerPath");
        String permissions = declared.text("permissions");
        return Map.of(
                "PathOnHost", declared.text("hostPath"),
                "PathInContainer", inside.isEmpty() ? declared.text("hostPath") : inside,
                "CgroupPermissions", permissions.isEmpty() ? "rwm" : permissions);
    }

    /** Leaves out what is empty: there the image's own values and the engine's defaults count. */
    private record Body(Map<String, Object> fields) {

        Body() {
            this(new LinkedHashMap<>());
        }

        void put(String name, Object value) {
            boolean empty = value.equals("")
                    || value instanceof List<?> list && list.isEmpty()
                    || value instanceof Map<?, ?> map && map.isEmpty();
            if (!empty) {
                fields.put(name, value);
            }
        }

        void putAll(Map<String, Object> values) {
            values.forEach(this::put);
        }
    }
}
