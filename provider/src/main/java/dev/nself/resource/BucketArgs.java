package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** What a {@link Bucket} is made of. */
public final class BucketArgs extends ResourceArgs {

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "buckets", required = true)
    private Output<List<String>> buckets;

    @Import(name = "accessKey", required = true)
    private Output<String> accessKey;

    @Import(name = "secretKey", required = true)
    private Output<String> secretKey;

    @Import(name = "authority")
    private Output<String> authority;

    @Import(name = "rootUser")
    private Output<String> rootUser;

    @Import(name = "rootPassword")
    private Output<String> rootPassword;

    private BucketArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final BucketArgs args = new BucketArgs();

        private Builder() {}

        /**
         * Address of the Docker engine, for example {@code ssh://deploy@10.0.0.5}; empty (the default): the
         * engine of the environment.
         */
        public Builder dockerHost(Output<String> dockerHost) {
            args.dockerHost = dockerHost;
            return this;
        }

        public Builder dockerHost(String dockerHost) {
            return dockerHost(Output.of(dockerHost));
        }

        /** Name of the container. Required. */
        public Builder container(Output<String> container) {
            args.container = container;
            return this;
        }

        public Builder container(String container) {
            return container(Output.of(container));
        }

        /** 3 to 63 characters of {@code a-z0-9.-}. Required. */
        public Builder buckets(Output<List<String>> buckets) {
            args.buckets = buckets;
            return this;
        }

        public Builder buckets(List<String> buckets) {
            return buckets(Output.of(buckets));
        }

        /** Name of the user, 3 to 64 characters of {@code a-z0-9-}. Required. */
        public Builder accessKey(Output<String> accessKey) {
            args.accessKey = accessKey;
            return this;
        }

        public Builder accessKey(String accessKey) {
            return accessKey(Output.of(accessKey));
        }

        /** 8 to 40 letters and digits. Required. */
        public Builder secretKey(Output<String> secretKey) {
            args.secretKey = secretKey;
            return this;
        }

        public Builder secretKey(String secretKey) {
            return secretKey(Output.ofSecret(secretKey));
        }

        /**
         * Path in the container of the authority, in PEM, that signed the storage's certificate for {@code localhost};
         * empty (the default): the storage speaks plain HTTP.
         */
        public Builder authority(Output<String> authority) {
            args.authority = authority;
            return this;
        }

        public Builder authority(String authority) {
            return authority(Output.of(authority));
        }

        /** Default: the container's {@code MINIO_ROOT_USER}. */
        public Builder rootUser(Output<String> rootUser) {
            args.rootUser = rootUser;
            return this;
        }

        public Builder rootUser(String rootUser) {
            return rootUser(Output.of(rootUser));
        }

        /** Default: the container's {@code MINIO_ROOT_PASSWORD}. */
        public Builder rootPassword(Output<String> rootPassword) {
            args.rootPassword = rootPassword;
            return this;
        }

        public Builder rootPassword(String rootPassword) {
            return rootPassword(Output.ofSecret(rootPassword));
        }

        public BucketArgs build() {
            return args;
        }
    }
}
