package dev.nself.offline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.offline.engine.DockerEngine;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.Engines;
import dev.nself.offline.schema.Inputs;
import dev.nself.offline.schema.PublishedType;
import dev.nself.offline.schema.Schema;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code docker:index/network:Network}. Every change makes a new one. */
final class NetworkType implements PublishedType {

    private static final Schema SCHEMA = Schema.of("docker:index/network:Network");

    private final Engines engines;

    NetworkType(Engines engines) {
        this.engines = engines;
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public boolean goesFirst(Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        return PublishedType.keepsItsName(oldOutputs, newInputs);
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        DockerEngine engine = engines.engine();
        try {
            String id = engine.post("/networks/create", request(new Values(inputs))).path("Id").asText();
            return new State(id, inputs, outputs(engine.get("/networks/" + id), inputs));
        } catch (EngineFailure failure) {
            throw failure.during("Unable to create network");
        }
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        try {
            Map<String, Object> now = outputs(engines.engine().get("/networks/" + id), outputs);
            return Optional.of(new State(id, Inputs.refreshed(SCHEMA, inputs, now), now));
        } catch (EngineFailure failure) {
            if (failure.isNotFound()) {
                return Optional.empty();
            }
            throw failure.during("network " + id + " cannot be read");
        }
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        throw new ResourceFailure("network " + id + " cannot be changed, only replaced");
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        Removed.patiently(call, "has active endpoints", () -> engines.engine().delete("/networks/" + id));
    }

    private static Map<String, Object> request(Values declared) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("Name", declared.text("name"));
        // Without it the engine makes a second network of the same name, which then no container can join by name.
        request.put("CheckDuplicate", declared.flag("checkDuplicate"));
        request.put("Labels", declared.labels("labels"));
        request.put("Driver", declared.text("driver"));
        request.put("Options", declared.textMap("options"));
        request.put("Internal", declared.flag("internal"));
        request.put("Attachable", declared.flag("attachable"));
        request.put("Ingress", declared.flag("ingress"));
        request.put("EnableIPv6", declared.flag("ipv6"));
        request.put("IPAM", Map.of(
                "Driver", declared.text("ipamDriver"),
                "Options", declared.textMap("ipamOptions"),
                "Config", declared.objects("ipamConfigs").stream().map(NetworkType::addresses).toList()));
        return request;
    }

    private static Map<String, Object> addresses(Values declared) {
        Map<String, Object> config = new TreeMap<>();
        Map.of("Subnet", "subnet", "IPRange", "ipRange", "Gateway", "gateway").forEach((key, name) -> {
            if (!declared.text(name).isEmpty()) {
                config.put(key, declared.text(name));
            }
        });
        config.put("AuxiliaryAddresses", declared.textMap("auxAddress"));
        return config;
    }

    private static Map<String, Object> outputs(JsonNode network, Map<String, Object> known) {
        Map<String, Object> outputs = new LinkedHashMap<>(known);
        outputs.put("name", network.path("Name").asText());
        outputs.put("labels", Values.labelList(VolumeType.texts(network.path("Labels"))));
        outputs.put("driver", network.path("Driver").asText());
        outputs.put("internal", network.path("Internal").asBoolean());
        outputs.put("attachable", network.path("Attachable").asBoolean());
        outputs.put("ingress", network.path("Ingress").asBoolean());
        outputs.put("ipv6", network.path("EnableIPv6").asBoolean());
        outputs.put("ipamDriver", network.path("IPAM").path("Driver").asText());
        outputs.put("scope", network.path("Scope").asText());
        outputs.put("options", VolumeType.texts(network.path("Options")));
        List<Object> configs = new ArrayList<>();
        for (JsonNode config : network.path("IPAM").path("Config")) {
            configs.add(Map.of(
                    "subnet", config.path("Subnet").asText(),
                    "ipRange", config.path("IPRange").asText(),
                    "gateway", config.path("Gateway").asText(),
                    "auxAddress", VolumeType.texts(config.path("AuxiliaryAddresses"))));
        }
        outputs.put("ipamConfigs", configs);
        return outputs;
    }
}
