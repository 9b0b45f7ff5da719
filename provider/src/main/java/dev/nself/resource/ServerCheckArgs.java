package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** What a {@link ServerCheck} looks at. */
public final class ServerCheckArgs extends ResourceArgs {

    @Import(name = "servers", required = true)
    private Output<List<ServerCheckServerArgs>> servers;

    @Import(name = "stack", required = true)
    private Output<String> stack;

    @Import(name = "architecture", required = true)
    private Output<String> architecture;

    @Import(name = "image", required = true)
    private Output<String> image;

    private ServerCheckArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final ServerCheckArgs args = new ServerCheckArgs();

        private Builder() {}

        /** The servers, each with a name of its own. Required. */
        public Builder servers(Output<List<ServerCheckServerArgs>> servers) {
            args.servers = servers;
            return this;
        }

        public Builder servers(List<ServerCheckServerArgs> servers) {
            return servers(Output.of(servers));
        }

        /** Name of the stack: ports of containers whose label {@code dev.nself.stack} has it are its own. Required. */
        public Builder stack(Output<String> stack) {
            args.stack = stack;
            return this;
        }

        public Builder stack(String stack) {
            return stack(Output.of(stack));
        }

        /** What every server must be: {@code linux/amd64}, {@code linux/arm64}. Required. */
        public Builder architecture(Output<String> architecture) {
            args.architecture = architecture;
            return this;
        }

        public Builder architecture(String architecture) {
            return architecture(Output.of(architecture));
        }

        /**
         * An image with sh and perl, as those made from Debian have them; fetched where it is not there. Required.
         */
        public Builder image(Output<String> image) {
            args.image = image;
            return this;
        }

        public Builder image(String image) {
            return image(Output.of(image));
        }

        public ServerCheckArgs build() {
            return args;
        }
    }
}
