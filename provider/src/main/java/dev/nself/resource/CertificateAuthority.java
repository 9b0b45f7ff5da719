package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * A certificate authority of the stack's own, over an EC P-256 key.
 *
 * <p>Renewed in place with the same key when less than a third of its life is left.
 */
@ResourceType(type = CertificateAuthority.TOKEN)
public final class CertificateAuthority extends CustomResource {

    static final String TOKEN = "nself:index:CertificateAuthority";

    @Export(name = "certificate", refs = String.class, tree = "[0]")
    private Output<String> certificate;

    @Export(name = "privateKey", refs = String.class, tree = "[0]")
    private Output<String> privateKey;

    @Export(name = "notAfter", refs = String.class, tree = "[0]")
    private Output<String> notAfter;

    public CertificateAuthority(String name, CertificateAuthorityArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public CertificateAuthority(String name, CertificateAuthorityArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** PEM. */
    public Output<String> certificate() {
        return certificate;
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
