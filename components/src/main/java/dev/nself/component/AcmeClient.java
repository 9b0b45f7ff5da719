package dev.nself.component;

import com.pulumi.resources.ComponentResourceOptions;

/** lego: gets the certificate of the public hosts from an ACME authority and renews it; answers challenges on port 5002. */
public final class AcmeClient extends ServiceComponent {

    public AcmeClient(ServiceArgs args, ComponentResourceOptions options) {
        super("AcmeClient", args, options);
    }
}
