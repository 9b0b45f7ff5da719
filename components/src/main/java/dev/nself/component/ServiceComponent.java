package dev.nself.component;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.model.ConfigFile;
import dev.nself.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One service of the platform on one or more servers.
 *
 * <p>Its type says which service it is and never on how many servers it runs or where: a change of tier
 * must not change a parent.
 */
public abstract sealed class ServiceComponent extends ComponentResource
        permits AcmeClient, AdminUi, Auth, ConnectionPool, CustomService, DataProxy, Functions, GraphqlEngine, MailCatcher,
                ObjectStorage, PostgresCluster, RedisCache, ReverseProxy {

    private final Service definition;
    private final List<Resource> healthy = new ArrayList<>();

    ServiceComponent(String type, ServiceArgs args, ComponentResourceOptions options) {
        super("nself:platform:" + type, args.definition().name(), options);
        definition = args.definition();
        for (Server server : args.servers()) {
            healthy.addAll(server.host().run(definition, args.files(), this, args.after()));
        }
        if (definition instanceof Service.Stateful stateful) {
            args.kept().forEach(server -> server.host().keep(stateful, this));
        }
        registerOutputs(Map.of());
    }

    /** Host name that other services on its networks use. */
    public String host() {
        return definition.container().alias();
    }

    /** What is there once every container is healthy; for {@code dependsOn}. */
    public List<Resource> healthy() {
        return List.copyOf(healthy);
    }

    /**
     * What any service needs to run.
     *
     * @param definition how it runs, from the service's factory in {@code dev.nself.model.service}
     * @param servers where it runs, at least one
     * @param kept further servers on which volumes of it stay
     * @param files put into its containers before they start
     * @param after what must be there before
     */
    public record ServiceArgs(
            Service definition, List<Server> servers, List<Server> kept, List<ConfigFile> files, List<Resource> after) {

        public ServiceArgs {
            kept = List.copyOf(kept);
            servers = List.copyOf(servers);
            files = List.copyOf(files);
            after = List.copyOf(after);
            if (servers.isEmpty()) {
                throw new IllegalArgumentException(definition.name() + ".servers: empty; allowed: at least one server");
            }
        }
    }
}
