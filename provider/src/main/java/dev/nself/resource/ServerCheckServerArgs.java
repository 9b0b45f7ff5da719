package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** One server of a {@link ServerCheck}. */
public final class ServerCheckServerArgs extends ResourceArgs {

    @Import(name = "name", required = true)
    private Output<String> name;

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "address")
    private Output<String> address;

    @Import(name = "ports")
    private Output<List<Integer>> ports;

    @Import(name = "diskGiB")
    private Output<Integer> diskGiB;

    @Import(name = "memoryMiB")
    private Output<Integer> memoryMiB;

    private ServerCheckServerArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final ServerCheckServerArgs args = new ServerCheckServerArgs();

        private Builder() {}

        /** Its name, for messages. Required. */
        public Builder name(Output<String> name) {
            args.name = name;
            return this;
        }

        public Builder name(String name) {
            return name(Output.of(name));
        }

        /** Its Docker engine, as in {@link DockerEndpoint}; empty (the default): the engine of the environment. */
        public Builder dockerHost(Output<String> dockerHost) {
            args.dockerHost = dockerHost;
            return this;
        }

        public Builder dockerHost(String dockerHost) {
            return dockerHost(Output.of(dockerHost));
        }

        /** Its private address; empty (the default) where no other server talks to it. */
        public Builder address(Output<String> address) {
            args.address = address;
            return this;
        }

        public Builder address(String address) {
            return address(Output.of(address));
        }

        /** TCP ports that the stack publishes there; the others try to reach the first free one. */
        public Builder ports(Output<List<Integer>> ports) {
            args.ports = ports;
            return this;
        }

        public Builder ports(List<Integer> ports) {
            return ports(Output.of(ports));
        }

        /** What must be free on the disk of its engine; its size, where the stack is already. Default 0. */
        public Builder diskGiB(Output<Integer> diskGiB) {
            args.diskGiB = diskGiB;
            return this;
        }

        public Builder diskGiB(Integer diskGiB) {
            return diskGiB(Output.of(diskGiB));
        }

        /** How much memory it must have in all. Default 0. */
        public Builder memoryMiB(Output<Integer> memoryMiB) {
            args.memoryMiB = memoryMiB;
            return this;
        }

        public Builder memoryMiB(Integer memoryMiB) {
            return memoryMiB(Output.of(memoryMiB));
        }

        public ServerCheckServerArgs build() {
            return args;
        }
    }
}
