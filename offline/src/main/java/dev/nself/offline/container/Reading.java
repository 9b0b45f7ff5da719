package dev.nself.offline.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.schema.Comparison;
import dev.nself.offline.schema.Field;
import dev.nself.offline.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the engine reports of a container, as properties.
 *
 * <p>The published plugin does not read back environment, labels, volumes, networks and files: these stay as declared.
 */
final class Reading {

    private static final long MIB = 1024L * 1024;

    private final JsonNode container;
    private final JsonNode config;
    private final JsonNode host;
    private final Map<String, Object> state = new LinkedHashMap<>();

    private Reading(JsonNode container) {
        this.container = container;
        this.config = container.path("Config");
        this.host = container.path("HostConfig");
    }

    /**
     * The properties of a container.
     *
     * @param container the engine's report
     * @param known the state so far: kept where the engine reports the same in another order or nothing at all
     */
    static Map<String, Object> of(Schema schema, JsonNode container, Map<String, Object> known) {
        Reading reading = new Reading(container);
        reading.readAll();
        Map<String, Object> outputs = new LinkedHashMap<>(known);
        reading.state.forEach((name, value) -> {
            Field field = schema.fields().get(name);
            Object before = known.get(name);
            if (field == null || before == null || !Comparison.same(field, value, before)) {
                outputs.put(name, value);
            }
        });
        return outputs;
    }

    private void readAll() {
        state.put("name", container.path("Name").asText().replaceFirst("^/", ""));
        state.put("image", container.path("Image").asText());
        if (!container.path("State").path("Running").asBoolean()) {
            state.put("exitCode", container.path("State").path("ExitCode").asDouble());
        }
        readConfig();
        readRights();
        readLimits();
        readNamespaces();
        readNetwork();
    }

    private void readConfig() {
        state.put("hostname", config.path("Hostname").asText());
        state.put("domainname", config.path("Domainname").asText());
        state.put("command", list(config.path("Cmd")));
        state.put("entrypoints", list(config.path("Entrypoint")));
        state.put("user", config.path("User").asText());
        state.put("workingDir", config.path("WorkingDir").asText());
        state.put("tty", config.path("Tty").asBoolean());
        state.put("stdinOpen", config.path("OpenStdin").asBoolean());
        state.put("stopSignal", config.path("StopSignal").asText());
        state.put("stopTimeout", config.path("StopTimeout").asDouble());
        JsonNode check = config.path("Healthcheck");
        if (check.isObject()) {
            Map<String, Object> healthcheck = new LinkedHashMap<>();
            healthcheck.put("tests", list(check.path("Test")));
            healthcheck.put("interval", GoDuration.format(check.path("Interval").asLong()));
            healthcheck.put("timeout", GoDuration.format(check.path("Timeout").asLong()));
            healthcheck.put("startPeriod", GoDuration.format(check.path("StartPeriod").asLong()));
            healthcheck.put("retries", check.path("Retries").asDouble());
            state.put("healthcheck", healthcheck);
        }
    }

    private void readRights() {
        state.put("rm", host.path("AutoRemove").asBoolean());
        state.put("readOnly", host.path("ReadonlyRootfs").asBoolean());
        state.put("privileged", host.path("Privileged").asBoolean());
        state.put("publishAllPorts", host.path("PublishAllPorts").asBoolean());
        state.put("securityOpts", list(host.path("SecurityOpt")));
        List<Object> adds = list(host.path("CapAdd"));
        List<Object> drops = list(host.path("CapDrop"));
        if (!adds.isEmpty() || !drops.isEmpty()) {
            state.put("capabilities", Map.of("adds", adds, "drops", drops));
        }
        List<Object> devices = new ArrayList<>();
        host.path("Devices").forEach(device -> devices.add(Map.of(
                "hostPath", device.path("PathOnHost").asText(),
                "containerPath", device.path("PathInContainer").asText(),
                "permissions", device.path("CgroupPermissions").asText())));
        state.put("devices", devices);
    }

    private void readLimits() {
        state.put("restart", host.path("RestartPolicy").path("Name").asText());
        state.put("maxRetryCount", host.path("RestartPolicy").path("MaximumRetryCount").asDouble());
        state.put("init", host.path("Init").asBoolean());
        state.put("memory", (double) (host.path("Memory").asLong() / MIB));
        long swap = host.path("MemorySwap").asLong();
        state.put("memorySwap", (double) (swap > 0 ? swap / MIB : swap));
        state.put("shmSize", (double) (host.path("ShmSize").asLong() / MIB));
        state.put("cpuShares", host.path("CpuShares").asDouble());
        state.put("cpuSet", host.path("CpusetCpus").asText());
        state.put("storageOpts", texts(host.path("StorageOpt")));
        state.put("logDriver", host.path("LogConfig").path("Type").asText());
        state.put("logOpts", texts(host.path("LogConfig").path("Config")));
        state.put("tmpfs", texts(host.path("Tmpfs")));
        state.put("mounts", Mounts.reported(host.path("Mounts")));
        List<Object> ulimits = new ArrayList<>();
        host.path("Ulimits").forEach(limit -> ulimits.add(Map.of(
                "name", limit.path("Name").asText(),
                "soft", limit.path("Soft").asDouble(),
                "hard", limit.path("Hard").asDouble())));
        state.put("ulimits", ulimits);
    }

    private void readNamespaces() {
        state.put("dns", list(host.path("Dns")));
        state.put("dnsOpts", list(host.path("DnsOptions")));
        state.put("dnsSearches", list(host.path("DnsSearch")));
        state.put("groupAdds", list(host.path("GroupAdd")));
        state.put("sysctls", texts(host.path("Sysctls")));
        state.put("ipcMode", host.path("IpcMode").asText());
        state.put("pidMode", host.path("PidMode").asText());
        state.put("usernsMode", host.path("UsernsMode").asText());
        state.put("networkMode", host.path("NetworkMode").asText());
        state.put("runtime", host.path("Runtime").asText());
        if (host.path("DeviceRequests").size() > 0) {
            state.put("gpus", "all");
        }
        List<Object> hosts = new ArrayList<>();
        host.path("ExtraHosts").forEach(entry -> {
            String[] parts = entry.asText().split(":", 2);
            hosts.add(Map.of("host", parts[0], "ip", parts.length > 1 ? parts[1] : ""));
        });
        state.put("hosts", hosts);
    }

    private void readNetwork() {
        JsonNode settings = container.path("NetworkSettings");
        state.put("bridge", settings.path("Bridge").asText());
        state.put("ports", Ports.published(settings.path("Ports")));
        List<Object> networks = new ArrayList<>();
        settings.path("Networks").properties().forEach(entry -> {
            JsonNode network = entry.getValue();
            Map<String, Object> data = new TreeMap<>();
            data.put("networkName", entry.getKey());
            data.put("ipAddress", network.path("IPAddress").asText());
            data.put("ipPrefixLength", network.path("IPPrefixLen").asDouble());
            data.put("gateway", network.path("Gateway").asText());
            data.put("globalIpv6Address", network.path("GlobalIPv6Address").asText());
            data.put("globalIpv6PrefixLength", network.path("GlobalIPv6PrefixLen").asDouble());
            data.put("ipv6Gateway", network.path("IPv6Gateway").asText());
            data.put("macAddress", network.path("MacAddress").asText());
            networks.add(data);
        });
        state.put("networkDatas", networks);
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static List<Object> list(JsonNode array) {
        List<Object> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
