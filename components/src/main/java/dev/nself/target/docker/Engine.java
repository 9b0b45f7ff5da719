package dev.nself.target.docker;

import com.pulumi.docker.Provider;
import com.pulumi.docker.ProviderArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import dev.nself.config.PullPolicy;
import dev.nself.model.Machine;
import dev.nself.model.Names;
import dev.nself.model.Place;
import dev.nself.model.Plan;
import dev.nself.resource.DockerEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Docker engine and what all that is made on it has in common.
 *
 * @param machine the server that it runs on
 * @param names how things are called in this stack
 * @param protectData whether a delete of data is refused; off on a developer's own machine
 * @param userLabels labels of the user for every container
 * @param images images that were asked for already, one resource for each name
 * @param docker the Docker provider that speaks with it; empty for the engine of the environment
 * @param fleet the other servers
 */
public record Engine(
        Machine machine,
        Names names,
        boolean protectData,
        SortedMap<String, String> userLabels,
        Images images,
        Optional<ProviderResource> docker,
        Fleet fleet) {

    /**
     * The engine of a server of the plan.
     *
     * @param platform the component that images belong to
     */
    public static Engine of(Machine machine, Plan plan, boolean protectData, PullPolicy pull, Fleet fleet, Resource platform) {
        Optional<ProviderResource> docker = provider(machine, platform);
        Images images = new Images(machine.name(), plan.names(), plan.architecture(), pull, platform, docker);
        return new Engine(machine, plan.names(), protectData, plan.labels(), images, docker, fleet);
    }

    private static Optional<ProviderResource> provider(Machine machine, Resource platform) {
        if (machine.engine().isEmpty()) {
            return Optional.empty();
        }
        DockerEndpoint endpoint = DockerEndpoint.parse(machine.engine());
        ProviderArgs.Builder args = ProviderArgs.builder().host(endpoint.host());
        if (endpoint.isSsh()) {
            args.sshOpts(endpoint.dockerProviderSshOptions());
        }
        endpoint.certificatesFolder().ifPresent(args::certPath);
        return Optional.of(new Provider(machine.name(), args.build(), CustomResourceOptions.builder().parent(platform).build()));
    }

    /** Its address as resources of the native provider take it; empty for the engine of the environment. */
    String host() {
        return machine.engine();
    }

    /** Options for a resource of the native provider. */
    CustomResourceOptions.Builder childOf(Resource parent) {
        return CustomResourceOptions.builder().parent(parent);
    }

    /** Options for a resource of the Docker provider. */
    CustomResourceOptions.Builder dockerChildOf(Resource parent) {
        return childOf(parent, docker);
    }

    /** Options for a resource that the provider makes; without one for the engine of the environment. */
    static CustomResourceOptions.Builder childOf(Resource parent, Optional<ProviderResource> provider) {
        CustomResourceOptions.Builder options = CustomResourceOptions.builder().parent(parent);
        provider.ifPresent(options::provider);
        return options;
    }

    /** Labels that tell later runs and {@code ./nself status} what a thing belongs to; never change. */
    SortedMap<String, String> labels(String service) {
        return new TreeMap<>(Map.of(
                "dev.nself.stack", names.stack(),
                "dev.nself.server", machine.name(),
                "dev.nself.service", service));
    }

    /** What the engine calls the container of a step. */
    String physical(String step) {
        return names.physical(new Place(machine, step).name());
    }
}
