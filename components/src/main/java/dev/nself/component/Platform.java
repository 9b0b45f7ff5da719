package dev.nself.component;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.config.PlatformArgs;
import dev.nself.config.PlatformValidation;
import dev.nself.config.Target;
import dev.nself.config.UserFiles;
import dev.nself.model.ConfigFile;
import dev.nself.model.Machine;
import dev.nself.model.Placement;
import dev.nself.model.Plan;
import dev.nself.model.Service;
import dev.nself.model.Step;
import dev.nself.model.service.Secrets;
import dev.nself.render.ConfigFiles;
import dev.nself.target.Generated;
import dev.nself.target.docker.Engine;
import dev.nself.target.docker.Fleet;
import dev.nself.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole platform. Tier and target are arguments: neither is ever a type or a parent, since a changed
 * type or parent would replace every child.
 */
public final class Platform extends ComponentResource {

    private final Plan plan;
    private final Generated generated;
    private final Fleet fleet = new Fleet();
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Map<String, ServiceComponent> services = new LinkedHashMap<>();
    private final Map<String, List<Resource>> done = new LinkedHashMap<>();

    /**
     * Defines the platform.
     *
     * @param name logical name
     * @param stack part of the physical names, so that several stacks share a machine
     * @param args what is asked for
     * @param files what the user's application folder holds
     * @throws dev.nself.config.InvalidConfig naming everything that is wrong with the arguments
     */
    public Platform(String name, String stack, PlatformArgs args, UserFiles files, ComponentResourceOptions options) {
        // Planned first: nothing is registered for arguments that are wrong.
        this(name, Topology.plan(stack, PlatformValidation.valid(name, args), files), args, options);
    }

    private Platform(String name, Plan plan, PlatformArgs args, ComponentResourceOptions options) {
        super("nself:platform:Platform", name, options);
        this.plan = plan;
        generated = Generated.define(plan, this);
        plan.machines().forEach(machine -> servers.put(machine.name(), server(machine, args)));
        byStep().values().forEach(this::define);
        registerOutputs(Map.of("urls", Output.of(plan.urls()), "caCertificate", generated.authority()));
    }

    /** Address that users open, by the name of its route. */
    public SortedMap<String, String> urls() {
        return plan.urls();
    }

    /** Address of each server's Docker engine, as in {@code dev.nself.resource.DockerEndpoint}, by the server's name. */
    public SortedMap<String, String> engines() {
        SortedMap<String, String> engines = new TreeMap<>();
        plan.machines().forEach(machine -> engines.put(machine.name(), machine.engine()));
        return engines;
    }

    /** The certificate, in PEM, that clients need to trust the platform. */
    public Output<String> caCertificate() {
        return generated.authority();
    }

    /** Hasura's admin secret. */
    public Output<String> adminSecret() {
        return generated.secret(Secrets.HASURA_ADMIN);
    }

    private Server server(Machine machine, PlatformArgs args) {
        boolean protectData = args.target() != Target.LOCAL;
        Engine engine = Engine.of(machine, plan, protectData, args.images().pull(), fleet, this);
        return new Server(engine, generated, this, childOptions());
    }

    /** A step that happens on several servers is one component with children on each. */
    private Map<String, List<Placement>> byStep() {
        Map<String, List<Placement>> grouped = new LinkedHashMap<>();
        plan.placements().forEach(placement ->
                grouped.computeIfAbsent(placement.step().name(), step -> new ArrayList<>()).add(placement));
        return grouped;
    }

    private void define(List<Placement> placements) {
        Step step = placements.get(0).step();
        List<Resource> after = step.after().stream().flatMap(earlier -> done.get(earlier).stream()).toList();
        if (step instanceof Service service) {
            List<Server> where = placements.stream().map(placement -> servers.get(placement.server())).toList();
            ServiceComponent component = component(service, where, after);
            services.put(step.name(), component);
            done.put(step.name(), component.healthy());
        } else {
            Resource owner = step.owner().isEmpty() ? this : services.get(step.owner());
            done.put(step.name(), placements.stream().map(placement -> apply(placement, owner, after)).toList());
        }
    }

    private Resource apply(Placement placement, Resource owner, List<Resource> after) {
        List<ConfigFile> files = placement.step() instanceof Step.Primary store ? List.of(ConfigFiles.route(store)) : List.of();
        return servers.get(placement.server()).host().apply(placement.step(), files, owner, after);
    }

    private ServiceComponent component(Service service, List<Server> where, List<Resource> after) {
        List<Server> kept = plan.keptOf(service).stream().map(servers::get).filter(server -> !where.contains(server)).toList();
        var args = new ServiceComponent.ServiceArgs(service, where, kept, ConfigFiles.of(plan, service), after);
        return switch (service.kind()) {
            case POSTGRES -> new PostgresCluster(args, childOptions());
            case REDIS -> new RedisCache(args, childOptions());
            case STORAGE -> new ObjectStorage(args, childOptions());
            case POOLER -> new ConnectionPool(args, childOptions());
            case DATA_PROXY -> new DataProxy(args, childOptions());
            case HASURA -> new GraphqlEngine(args, childOptions());
            case AUTH -> new Auth(args, childOptions());
            case FUNCTIONS -> new Functions(args, childOptions());
            case ADMIN -> new AdminUi(args, childOptions());
            case MAILPIT -> new MailCatcher(args, childOptions());
            case ACME -> new AcmeClient(args, childOptions());
            case CUSTOM -> new CustomService(args, childOptions());
            case PROXY -> new ReverseProxy(args, childOptions());
        };
    }

    private ComponentResourceOptions childOptions() {
        return ComponentResourceOptions.builder().parent(this).build();
    }
}
