package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * A certificate signed by a {@link CertificateAuthority}, over an EC P-256 key of its own.
 *
 * <p>Made anew in place when an input changes or when less than {@code earlyRenewalFraction} of its life is left.
 */
@ResourceType(type = Certificate.TOKEN)
public final class Certificate extends CustomResource {

    static final String TOKEN = "nself:index:Certificate";

    @Export(name = "certificate", refs = String.class, tree = "[0]")
    private Output<String> certificate;

    @Export(name = "chain", refs = String.class, tree = "[0]")
    private Output<String> chain;

    @Export(name = "privateKey", refs = String.class, tree = "[0]")
    private Output<String> privateKey;

    @Export(name = "notAfter", refs = String.class, tree = "[0]")
    private Output<String> notAfter;

    public Certificate(String name, CertificateArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public Certificate(String name, CertificateArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** PEM. */
    public Output<String> certificate() {
        return certificate;
    }

    /** The certificate and the authority's, PEM: what a server sends. */
    public Output<String> chain() {
        return chain;
    }

    /** PEM (PKCS#8), marked as secret. */
    public Output<String> privateKey() {
        return privateKey;
    }

    /** When it ends, ISO 8601 in UTC. */
    public Output<String> notAfter() {
        return notAfter;
    }
}
