package dev.nself.target.docker;

import com.pulumi.docker.Network;
import com.pulumi.docker.NetworkArgs;
import com.pulumi.docker.Volume;
import com.pulumi.docker.VolumeArgs;
import com.pulumi.docker.inputs.NetworkLabelArgs;
import com.pulumi.docker.inputs.VolumeLabelArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.model.ConfigFile;
import dev.nself.model.DataVolume;
import dev.nself.model.Names;
import dev.nself.model.Service;
import dev.nself.model.Step;
import dev.nself.target.Generated;
import dev.nself.target.Host;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A server that is a Docker engine. */
public final class DockerHost implements Host {

    /** The name that the network between servers has where they share it. */
    private static final String SHARED_LINK = "link";

    private final Engine engine;
    private final Map<dev.nself.model.Network, Network> networks = new EnumMap<>(dev.nself.model.Network.class);
    private final Map<String, Volume> shared = new TreeMap<>();
    private final DockerContainers containers;
    private final DockerStores stores;
    private final DockerSteps steps;

    /**
     * Defines the server's networks.
     *
     * @param engine where its Docker engine is and how it is shared
     * @param generated secrets and certificates that containers refer to
     * @param parent the component that the networks belong to
     * @param platform the component that what all servers share belongs to
     */
    public DockerHost(Engine engine, Generated generated, Resource parent, Resource platform) {
        this.engine = engine;
        for (dev.nself.model.Network network : dev.nself.model.Network.values()) {
            networks.put(network, switch (network) {
                case EDGE, APP, DATA -> network(Names.network(engine.machine().name(), network), network, network.internal(), parent);
                case LINK -> engine.fleet().link(engine.machine(), () -> link(parent, platform));
            });
        }
        this.containers = new DockerContainers(engine, networks, shared, generated);
        this.stores = new DockerStores(engine, networks.get(dev.nself.model.Network.LINK), generated);
        this.steps = new DockerSteps(engine, generated, containers, stores);
    }

    @Override
    public List<Resource> run(Service service, List<ConfigFile> files, Resource parent, List<Resource> after) {
        if (service instanceof Service.Stateful stateful) {
            List<Volume> volumes = volumes(stateful, parent);
            List<Resource> before = new ArrayList<>(after);
            before.addAll(volumes);
            stateful.seed().ifPresent(seed -> before.add(stores.seed(stateful, seed, parent, before)));
            return List.of(containers.define(service.container(), 1, files, stateful.volumes(), volumes, parent, before));
        }
        Service.Stateless stateless = (Service.Stateless) service;
        List<Resource> healthy = new ArrayList<>();
        for (int number = 1; number <= stateless.replicas(); number++) {
            healthy.add(containers.define(service.container(), number, files, List.of(), List.of(), parent, after));
        }
        return healthy;
    }

    @Override
    public void keep(Service.Stateful service, Resource parent) {
        volumes(service, parent);
    }

    @Override
    public Resource apply(Step step, List<ConfigFile> files, Resource parent, List<Resource> after) {
        if (step instanceof Step.SharedVolume volume) {
            return shared.computeIfAbsent(volume.name(), name -> shared(volume, parent));
        }
        return steps.define(step, files, parent, after);
    }

    /** On one engine the servers' own network has no way out; between engines it is where ports are published. */
    private Network link(Resource server, Resource platform) {
        boolean shared = engine.machine().sharesEngine();
        String name = shared ? SHARED_LINK : Names.network(engine.machine().name(), dev.nself.model.Network.LINK);
        return network(name, dev.nself.model.Network.LINK, shared, shared ? platform : server);
    }

    private Network network(String name, dev.nself.model.Network network, boolean internal, Resource parent) {
        return new Network(name, NetworkArgs.builder()
                .name(engine.names().physical(name))
                .driver("bridge")
                // Set even when false: the provider does not see the removal of a true.
                .internal(internal)
                // Else a run that was cut off could leave two of one name, which no container can join by name.
                .checkDuplicate(true)
                .labels(engine.labels(network.label()).entrySet().stream()
                        .map(label -> NetworkLabelArgs.builder().label(label.getKey()).value(label.getValue()).build())
                        .toList())
                .build(), engine.dockerChildOf(parent).build());
    }

    private List<Volume> volumes(Service.Stateful service, Resource parent) {
        return service.volumes().stream().map(volume -> volume(service, volume, parent)).toList();
    }

    private Volume volume(Service service, DataVolume volume, Resource parent) {
        String name = Names.volume(engine.machine().name(), service.name(), volume.suffix());
        return volume(name, service.name(), engine.dockerChildOf(parent).retainOnDelete(true).protect(engine.protectData()).build());
    }

    private Volume shared(Step.SharedVolume volume, Resource parent) {
        String name = Names.step(engine.machine().name(), volume.name());
        return volume(name, volume.name(), engine.dockerChildOf(parent).retainOnDelete(true).build());
    }

    private Volume volume(String name, String belongsTo, CustomResourceOptions options) {
        return new Volume(name, VolumeArgs.builder()
                .name(engine.names().physical(name))
                .labels(engine.labels(belongsTo).entrySet().stream()
                        .map(label -> VolumeLabelArgs.builder().label(label.getKey()).value(label.getValue()).build())
                        .toList())
                .build(), options);
    }
}
