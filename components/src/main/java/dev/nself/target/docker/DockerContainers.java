package dev.nself.target.docker;

import com.pulumi.core.Output;
import com.pulumi.docker.Network;
import com.pulumi.docker.Volume;
import com.pulumi.docker.inputs.ContainerCapabilitiesArgs;
import com.pulumi.docker.inputs.ContainerHealthcheckArgs;
import com.pulumi.docker.inputs.ContainerLabelArgs;
import com.pulumi.docker.inputs.ContainerNetworksAdvancedArgs;
import com.pulumi.docker.inputs.ContainerPortArgs;
import com.pulumi.docker.inputs.ContainerUploadArgs;
import com.pulumi.docker.inputs.ContainerVolumeArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.model.ConfigFile;
import dev.nself.model.Container;
import dev.nself.model.DataVolume;
import dev.nself.model.HealthCheck;
import dev.nself.model.Names;
import dev.nself.model.Place;
import dev.nself.model.PublishedPort;
import dev.nself.resource.RunningContainer;
import dev.nself.resource.RunningContainerArgs;
import dev.nself.target.Generated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Containers on one engine. */
final class DockerContainers {

    private final Engine engine;
    private final Map<dev.nself.model.Network, Network> networks;
    private final Generated generated;
    private final Map<String, Volume> shared;
    private final Map<String, Output<String>> ids = new LinkedHashMap<>();

    /** @param shared the server's shared volumes by the names of their steps; filled as these are made */
    DockerContainers(Engine engine, Map<dev.nself.model.Network, Network> networks, Map<String, Volume> shared, Generated generated) {
        this.shared = shared;
        this.engine = engine;
        this.networks = networks;
        this.generated = generated;
    }

    /** Defines one container and what tells that it is healthy; the latter is what others wait for. */
    Resource define(Container container, int number, List<ConfigFile> files, List<DataVolume> mounts, List<Volume> volumes,
                    Resource parent, List<Resource> after) {
        String step = Names.replica(container.name(), number);
        Place place = new Place(engine.machine(), step);
        String name = place.name();
        com.pulumi.docker.ContainerArgs.Builder args = com.pulumi.docker.ContainerArgs.builder()
                .name(engine.names().physical(name))
                .image(engine.images().id(container.image(), engine.host(), container.name()))
                .restart("unless-stopped")
                .init(true)
                // Since engine 26 a mode left open reads back as another one, which would replace the container.
                .networkMode("bridge")
                // RunningContainer starts it, waits for its health and shows its last log lines. A refresh of the
                // provider removes a container that must run and does not.
                .wait_(false)
                .mustRun(false);
        process(args, container);
        isolation(args, container);
        connections(args, container, name);
        args.envs(environment(container))
                .uploads(uploads(files))
                .labels(labels(step, container))
                .volumes(volumes(container, mounts, volumes));
        CustomResourceOptions options = engine.dockerChildOf(parent)
                .dependsOn(after.toArray(Resource[]::new))
                .deleteBeforeReplace(true)
                .build();
        com.pulumi.docker.Container made = new com.pulumi.docker.Container(name, args.build(), options);
        if (!container.optional()) {
            ids.put(engine.names().physical(name), made.id());
        }
        engine.fleet().add(place, new Fleet.Placed(engine.host(), engine.names().physical(name), made.id()));
        return running(name, container, made, parent);
    }

    /** Every container defined so far that an up cannot do without: its name on the engine and its id. */
    Map<String, Output<String>> ids() {
        return ids;
    }

    private static void process(com.pulumi.docker.ContainerArgs.Builder args, Container container) {
        if (!container.user().isEmpty()) {
            args.user(container.user());
        }
        if (!container.entrypoint().isEmpty()) {
            args.entrypoints(container.entrypoint());
        }
        if (!container.command().isEmpty()) {
            args.command(container.command());
        }
        args.healthcheck(health(container.health())).stopTimeout(container.stopSeconds()).destroyGraceSeconds(container.stopSeconds());
    }

    private static void isolation(com.pulumi.docker.ContainerArgs.Builder args, Container container) {
        args.shmSize(container.limits().sharedMemoryMiB())
                .memory(container.limits().memoryMiB())
                // Equal to the memory: no swap on top.
                .memorySwap(container.limits().memoryMiB())
                .securityOpts(List.of("no-new-privileges:true"))
                .capabilities(ContainerCapabilitiesArgs.builder().drops("ALL").build())
                .logDriver("json-file")
                .logOpts(Map.of("max-size", "10m", "max-file", "3"));
        if (!container.writable().isEmpty()) {
            args.tmpfs(new TreeMap<>(container.writable()));
        }
    }

    private void connections(com.pulumi.docker.ContainerArgs.Builder args, Container container, String name) {
        args.networksAdvanced(container.networks().stream()
                .map(network -> ContainerNetworksAdvancedArgs.builder()
                        .name(networks.get(network).name())
                        .aliases(aliases(network, container, name))
                        .build())
                .toList());
        args.ports(ports(container).stream()
                .map(port -> ContainerPortArgs.builder()
                        .ip(port.address())
                        .external(port.serverPort())
                        .internal(port.containerPort())
                        .build())
                .toList());
    }

    private List<PublishedPort> ports(Container container) {
        List<PublishedPort> ports = new ArrayList<>(container.published());
        if (!engine.machine().sharesEngine()) {
            container.reachable().forEach(port -> ports.add(new PublishedPort(engine.machine().address(), port, port)));
        }
        return ports;
    }

    /** Between servers only the server's own name tells one from another. */
    private static List<String> aliases(dev.nself.model.Network network, Container container, String name) {
        return switch (network) {
            case LINK -> List.of(name);
            case EDGE, APP, DATA -> container.aliases();
        };
    }

    private static ContainerHealthcheckArgs health(HealthCheck check) {
        return ContainerHealthcheckArgs.builder()
                .tests(check.test())
                .interval(duration(check.intervalSeconds()))
                .timeout(duration(check.timeoutSeconds()))
                .retries(check.retries())
                .startPeriod(duration(check.startSeconds()))
                .build();
    }

    /** As the provider prints it back: any other form would be a change on every run. */
    private static String duration(int seconds) {
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }

    /** All of it is secret: the user's additions may hold what only they know to be one. */
    private Output<List<String>> environment(Container container) {
        List<Output<String>> lines = container.environment().entrySet().stream()
                .map(variable -> generated.resolve(variable.getValue()).applyValue(value -> variable.getKey() + "=" + value))
                .toList();
        return Output.all(lines).asSecret();
    }

    private List<ContainerUploadArgs> uploads(List<ConfigFile> files) {
        return files.stream()
                .map(file -> ContainerUploadArgs.builder().file(file.path()).content(generated.resolve(file.content())).build())
                .toList();
    }

    private List<ContainerLabelArgs> labels(String step, Container container) {
        SortedMap<String, String> all = new TreeMap<>(engine.userLabels());
        all.putAll(engine.labels(step));
        // The provider notes another health check or memory file system without passing it on; another label it sees.
        all.put("dev.nself.checks", Integer.toHexString(Objects.hash(container.health(), container.writable())));
        List<ContainerLabelArgs> labels = new ArrayList<>();
        all.forEach((label, value) -> labels.add(ContainerLabelArgs.builder().label(label).value(value).build()));
        return labels;
    }

    private List<ContainerVolumeArgs> volumes(Container container, List<DataVolume> data, List<Volume> volumes) {
        List<ContainerVolumeArgs> all = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            all.add(ContainerVolumeArgs.builder().volumeName(volumes.get(i).name()).containerPath(data.get(i).path()).build());
        }
        container.mounts().forEach(mount -> all.add(ContainerVolumeArgs.builder()
                .volumeName(shared.get(mount.volume()).name())
                .containerPath(mount.path())
                .readOnly(mount.readOnly())
                .build()));
        return all;
    }

    private Resource running(String name, Container container, com.pulumi.docker.Container made, Resource parent) {
        RunningContainerArgs.Builder args = RunningContainerArgs.builder()
                .dockerHost(engine.host())
                .container(engine.names().physical(name))
                .containerId(made.id())
                .reservationMiB(container.limits().reservationMiB())
                .cpus(container.limits().cpus())
                .pids(container.limits().pids())
                .healthySeconds(container.health().startSeconds() + container.health().intervalSeconds() * container.health().retries());
        if (container.optional()) {
            args.optional(true);
        }
        return new RunningContainer(name, args.build(), engine.childOf(parent).build());
    }
}
