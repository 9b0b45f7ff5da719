package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** Arguments of {@link HealthyContainers}. */
public final class HealthyContainersArgs extends ResourceArgs {

    @Import(name = "dockerHost")
    private final Output<String> dockerHost;

    @Import(name = "containers", required = true)
    private final Output<List<String>> containers;

    @Import(name = "containerIds", required = true)
    private final Output<List<String>> containerIds;

    @Import(name = "seconds", required = true)
    private final Output<Integer> seconds;

    /**
     * @param dockerHost where the engine is; empty for the engine of the environment
     * @param containers names
     * @param containerIds their ids: a container that was replaced is waited for anew
     * @param seconds within which each must be healthy, 1 to 86400
     */
    public HealthyContainersArgs(String dockerHost, List<String> containers, Output<List<String>> containerIds, int seconds) {
        this.dockerHost = Output.of(dockerHost);
        this.containers = Output.of(List.copyOf(containers));
        this.containerIds = containerIds;
        this.seconds = Output.of(seconds);
    }
}
