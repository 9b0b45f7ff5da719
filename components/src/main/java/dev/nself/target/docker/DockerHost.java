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

/** A server that is a Docker engine. */
public final class DockerHost implements Host {

    private final String server;
    private final Engine engine;
    private final Map<dev.nself.model.Network, Network> networks = new EnumMap<>(dev.nself.model.Network.class);
    private final DockerContainers containers;
    private final DockerSteps steps;

    /**
     * Defines the server's networks.
     *
     * @param server its name in the plan
     * @param engine where its Docker engine is and how it is shared
     * @param generated secrets and certificates that containers refer to
     * @param parent the component that the networks belong to
     */
    public DockerHost(String server, Engine engine, Generated generated, Resource parent) {
        this.server = server;
        this.engine = engine;
        for (dev.nself.model.Network network : dev.nself.model.Network.values()) {
            networks.put(network, network(network, parent));
        }
        this.containers = new DockerContainers(server, engine, networks, generated);
        this.steps = new DockerSteps(server, engine, generated, containers);
    }

    @Override
    public List<Resource> run(Service service, List<ConfigFile> files, Resource parent, List<Resource> after) {
        if (service instanceof Service.Stateful stateful) {
            List<Volume> volumes = stateful.volumes().stream().map(volume -> volume(service, volume, parent)).toList();
            return List.of(containers.define(service.container(), 1, files, stateful.volumes(), volumes, parent, after));
        }
        Service.Stateless stateless = (Service.Stateless) service;
        List<Resource> healthy = new ArrayList<>();
        for (int number = 1; number <= stateless.replicas(); number++) {
            healthy.add(containers.define(service.container(), number, files, List.of(), List.of(), parent, after));
        }
        return healthy;
    }

    @Override
    public Resource apply(Step step, Resource parent, List<Resource> after) {
        return steps.define(step, parent, after);
    }

    private Network network(dev.nself.model.Network network, Resource parent) {
        String name = Names.network(server, network);
        return new Network(name, NetworkArgs.builder()
                .name(engine.names().physical(name))
                .driver("bridge")
                // Set even when false: the provider does not see the removal of a true.
                .internal(network.internal())
                // Else a run that was cut off could leave two of one name, which no container can join by name.
                .checkDuplicate(true)
                .labels(engine.labels(server, network.label()).entrySet().stream()
                        .map(label -> NetworkLabelArgs.builder().label(label.getKey()).value(label.getValue()).build())
                        .toList())
                .build(), engine.childOf(parent).build());
    }

    private Volume volume(Service service, DataVolume volume, Resource parent) {
        String name = Names.volume(server, service.name(), volume.suffix());
        CustomResourceOptions options = engine.childOf(parent).retainOnDelete(true).protect(engine.protectData()).build();
        return new Volume(name, VolumeArgs.builder()
                .name(engine.names().physical(name))
                .labels(engine.labels(server, service.name()).entrySet().stream()
                        .map(label -> VolumeLabelArgs.builder().label(label.getKey()).value(label.getValue()).build())
                        .toList())
                .build(), options);
    }
}
