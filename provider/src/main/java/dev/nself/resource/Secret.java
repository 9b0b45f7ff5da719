package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * A secret that is made once and kept, encrypted, in the stack's state.
 *
 * <p>Another kind, length or keeper makes another secret. An import takes {@code env:NAME} or {@code file:PATH} as
 * its id.
 */
@ResourceType(type = Secret.TOKEN)
public final class Secret extends CustomResource {

    static final String TOKEN = "nself:index:Secret";

    @Export(name = "value", refs = String.class, tree = "[0]")
    private Output<String> value;

    @Export(name = "publicKey", refs = String.class, tree = "[0]")
    private Output<String> publicKey;

    public Secret(String name, SecretArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public Secret(String name, SecretArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** The secret, marked as one; PEM (PKCS#8) for keys. */
    public Output<String> value() {
        return value;
    }

    /** PEM (SPKI) for keys, empty for the others. */
    public Output<String> publicKey() {
        return publicKey;
    }
}
