package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** What a {@link RedisPrimary} is made of. */
public final class RedisPrimaryArgs extends ResourceArgs {

    @Import(name = "members", required = true)
    private Output<List<StoreMemberArgs>> members;

    @Import(name = "candidates", required = true)
    private Output<List<StoreMemberArgs>> candidates;

    @Import(name = "routes")
    private Output<List<LiveFileArgs>> routes;

    @Import(name = "password", required = true)
    private Output<String> password;

    @Import(name = "tls")
    private Output<Boolean> tls;

    private RedisPrimaryArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final RedisPrimaryArgs args = new RedisPrimaryArgs();

        private Builder() {}

        /** Who serves in this tier: one member, which is among the candidates. Required. */
        public Builder members(Output<List<StoreMemberArgs>> members) {
            args.members = members;
            return this;
        }

        public Builder members(List<StoreMemberArgs> members) {
            return members(Output.of(members));
        }

        /** Everywhere the data may be, in any tier; one whose container is not there is passed over. Required. */
        public Builder candidates(Output<List<StoreMemberArgs>> candidates) {
            args.candidates = candidates;
            return this;
        }

        public Builder candidates(List<StoreMemberArgs> candidates) {
            return candidates(Output.of(candidates));
        }

        /** The proxies' files as they must be once the member serves. Default: none. */
        public Builder routes(Output<List<LiveFileArgs>> routes) {
            args.routes = routes;
            return this;
        }

        public Builder routes(List<LiveFileArgs> routes) {
            return routes(Output.of(routes));
        }

        /** Of the default user, the same on all candidates; printable, no blanks, quotes and backslashes. Required. */
        public Builder password(Output<String> password) {
            args.password = password.asSecret();
            return this;
        }

        public Builder password(String password) {
            return password(Output.ofSecret(password));
        }

        /** Whether port 6379 is TLS, within a container as between servers. Default true. */
        public Builder tls(Output<Boolean> tls) {
            args.tls = tls;
            return this;
        }

        public Builder tls(Boolean tls) {
            return tls(Output.of(tls));
        }

        public RedisPrimaryArgs build() {
            return args;
        }
    }
}
