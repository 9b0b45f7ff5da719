package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;

/** What a {@link Secret} is made of. */
public final class SecretArgs extends ResourceArgs {

    @Import(name = "kind", required = true)
    private Output<String> kind;

    @Import(name = "length")
    private Output<Integer> length;

    @Import(name = "keepers")
    private Output<Map<String, String>> keepers;

    private SecretArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final SecretArgs args = new SecretArgs();

        private Builder() {}

        /** {@code password} (letters and digits), {@code hex}, {@code rsa} or {@code ec} (PEM keys). Required. */
        public Builder kind(Output<String> kind) {
            args.kind = kind;
            return this;
        }

        public Builder kind(String kind) {
            return kind(Output.of(kind));
        }

        /**
         * Characters of a password (8 to 256, default 32), digits of a hex key (16 to 512, even, default
         * 64), bits of an RSA modulus (2048, 3072, 4096; default 2048) or of an EC curve (256, 384; default
         * 256).
         */
        public Builder length(Output<Integer> length) {
            args.length = length;
            return this;
        }

        public Builder length(Integer length) {
            return length(Output.of(length));
        }

        /** Values that, when one changes, make another secret: the way to rotate. */
        public Builder keepers(Output<Map<String, String>> keepers) {
            args.keepers = keepers;
            return this;
        }

        public Builder keepers(Map<String, String> keepers) {
            return keepers(Output.of(keepers));
        }

        public SecretArgs build() {
            return args;
        }
    }
}
