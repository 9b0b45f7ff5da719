package dev.nself.provider.rpc;

import io.grpc.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A provider's name, version and resource types by token. */
record ProviderPackage(String name, String version, Map<String, ResourceType> types) {

    ProviderPackage {
        types = new TreeMap<>(types);
    }

    /** The type of the resource with this URN. */
    ResourceType type(String urn) {
        // urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>
        String qualified = urn.split("::", 4)[2];
        String token = qualified.substring(qualified.lastIndexOf('$') + 1);
        ResourceType type = types.get(token);
        if (type == null) {
            throw Status.UNIMPLEMENTED
                    .withDescription("type: provider %s %s has none named %s; allowed: %s"
                            .formatted(name, version, token, String.join(", ", types.keySet())))
                    .asRuntimeException();
        }
        return type;
    }

    String schema() {
        String resources = types.keySet().stream()
                .map(token -> "\"" + token + "\":{}")
                .collect(Collectors.joining(","));
        return "{\"name\":\"%s\",\"version\":\"%s\",\"resources\":{%s}}".formatted(name, version, resources);
    }
}
