package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** What a {@link Certificate} is made of. */
public final class CertificateArgs extends ResourceArgs {

    @Import(name = "caCertificate", required = true)
    private Output<String> caCertificate;

    @Import(name = "caPrivateKey", required = true)
    private Output<String> caPrivateKey;

    @Import(name = "commonName", required = true)
    private Output<String> commonName;

    @Import(name = "dnsNames")
    private Output<List<String>> dnsNames;

    @Import(name = "ipAddresses")
    private Output<List<String>> ipAddresses;

    @Import(name = "validityDays")
    private Output<Integer> validityDays;

    @Import(name = "earlyRenewalFraction")
    private Output<Double> earlyRenewalFraction;

    @Import(name = "serverAuth")
    private Output<Boolean> serverAuth;

    @Import(name = "clientAuth")
    private Output<Boolean> clientAuth;

    private CertificateArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final CertificateArgs args = new CertificateArgs();

        private Builder() {}

        /** The authority's certificate, PEM. Required. */
        public Builder caCertificate(Output<String> caCertificate) {
            args.caCertificate = caCertificate;
            return this;
        }

        public Builder caCertificate(String caCertificate) {
            return caCertificate(Output.of(caCertificate));
        }

        /** The authority's private key, PEM; stays secret. Required. */
        public Builder caPrivateKey(Output<String> caPrivateKey) {
            args.caPrivateKey = caPrivateKey;
            return this;
        }

        public Builder caPrivateKey(String caPrivateKey) {
            return caPrivateKey(Output.ofSecret(caPrivateKey));
        }

        /** 1 to 64 characters; clients look at the names below, not at this. Required. */
        public Builder commonName(Output<String> commonName) {
            args.commonName = commonName;
            return this;
        }

        public Builder commonName(String commonName) {
            return commonName(Output.of(commonName));
        }

        /** Host names in lower case, the first label may be {@code *}; a server needs a name or an address. */
        public Builder dnsNames(Output<List<String>> dnsNames) {
            args.dnsNames = dnsNames;
            return this;
        }

        public Builder dnsNames(List<String> dnsNames) {
            return dnsNames(Output.of(dnsNames));
        }

        /** IPv4 and IPv6 addresses. */
        public Builder ipAddresses(Output<List<String>> ipAddresses) {
            args.ipAddresses = ipAddresses;
            return this;
        }

        public Builder ipAddresses(List<String> ipAddresses) {
            return ipAddresses(Output.of(ipAddresses));
        }

        /** 1 to 825, default 365; never beyond the authority's end. */
        public Builder validityDays(Output<Integer> validityDays) {
            args.validityDays = validityDays;
            return this;
        }

        public Builder validityDays(Integer validityDays) {
            return validityDays(Output.of(validityDays));
        }

        /** Part of the life that may be left at renewal, above 0, at most 1; default a third. */
        public Builder earlyRenewalFraction(Output<Double> earlyRenewalFraction) {
            args.earlyRenewalFraction = earlyRenewalFraction;
            return this;
        }

        public Builder earlyRenewalFraction(Double earlyRenewalFraction) {
            return earlyRenewalFraction(Output.of(earlyRenewalFraction));
        }

        /** Usable by servers, default true. */
        public Builder serverAuth(Output<Boolean> serverAuth) {
            args.serverAuth = serverAuth;
            return this;
        }

        public Builder serverAuth(Boolean serverAuth) {
            return serverAuth(Output.of(serverAuth));
        }

        /** Usable by clients, default false. */
        public Builder clientAuth(Output<Boolean> clientAuth) {
            args.clientAuth = clientAuth;
            return this;
        }

        public Builder clientAuth(Boolean clientAuth) {
            return clientAuth(Output.of(clientAuth));
        }

        public CertificateArgs build() {
            return args;
        }
    }
}
