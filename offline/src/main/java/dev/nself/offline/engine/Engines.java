package dev.nself.offline.engine;

import dev.nself.offline.schema.Schema;
import dev.nself.offline.schema.Values;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.ConfigHandler;
import java.util.List;
import java.util.Map;

/**
 * The engine that this plugin process works on, as configured.
 *
 * <p>The Pulumi engine starts one process for each provider resource of a program: several Docker engines in one
 * program are several processes with one engine each.
 */
public final class Engines implements ConfigHandler {

    private Values config = new Values(Map.of());
    private DockerEngine engine;

    @Override
    public List<Checked.Failure> check(Map<String, Object> given) {
        List<String> allowed = Schema.providerInputs();
        return given.keySet().stream()
                .filter(name -> !allowed.contains(name) && !name.equals("version") && !name.startsWith("__"))
                .map(name -> new Checked.Failure(name, "is no setting, allowed: " + String.join(", ", allowed)))
                .toList();
    }

    @Override
    public synchronized void configure(Map<String, Object> given) {
        config = new Values(given);
        engine = null;
    }

    /** The engine, connected at its first use: previews of programs without images need none. */
    public synchronized DockerEngine engine() {
        if (engine == null) {
            engine = Connection.of(config).open();
        }
        return engine;
    }

    /** The logins for image registries. */
    public synchronized RegistryLogins logins() {
        return RegistryLogins.of(config.objects("registryAuth"));
    }
}
