package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** What a {@link CertificateAuthority} is made of. */
public final class CertificateAuthorityArgs extends ResourceArgs {

    @Import(name = "commonName", required = true)
    private Output<String> commonName;

    @Import(name = "validityDays")
    private Output<Integer> validityDays;

    private CertificateAuthorityArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final CertificateAuthorityArgs args = new CertificateAuthorityArgs();

        private Builder() {}

        /** 1 to 64 characters. Required. */
        public Builder commonName(Output<String> commonName) {
            args.commonName = commonName;
            return this;
        }

        public Builder commonName(String commonName) {
            return commonName(Output.of(commonName));
        }

        /** 1 to 7300, default 3650. */
        public Builder validityDays(Output<Integer> validityDays) {
            args.validityDays = validityDays;
            return this;
        }

        public Builder validityDays(Integer validityDays) {
            return validityDays(Output.of(validityDays));
        }

        public CertificateAuthorityArgs build() {
            return args;
        }
    }
}
