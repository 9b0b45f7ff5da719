package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Objects;

/** One place where a store runs or may have run. */
public final class StoreMemberArgs extends ResourceArgs {

    @Import(name = "name", required = true)
    private Output<String> name;

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "host", required = true)
    private Output<String> host;

    @Import(name = "port", required = true)
    private Output<Integer> port;

    /**
     * All of it.
     *
     * @param name its name in the stack, for example {@code db1}: it stands in marks on volumes and must stay
     * @param dockerHost address of its Docker engine, empty for the engine of the environment
     * @param container name of the container there
     * @param host under which the other members reach it
     * @param port as {@code host}, 1 to 65535
     */
    public StoreMemberArgs(String name, Output<String> dockerHost, String container, Output<String> host, int port) {
        this.name = Output.of(Objects.requireNonNull(name, "name"));
        this.dockerHost = dockerHost;
        this.container = Output.of(Objects.requireNonNull(container, "container"));
        this.host = host;
        this.port = Output.of(port);
    }

    public StoreMemberArgs(String name, String dockerHost, String container, String host, int port) {
        this(name, Output.of(dockerHost), container, Output.of(host), port);
    }
}
