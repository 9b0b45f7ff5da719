package dev.nself.render;

import dev.nself.model.service.Acme;
import java.util.Map;

/** What runs in the ACME client's container: gets the certificate and renews it. */
final class AcmeScript {

    private AcmeScript() {}

    static String render() {
        return Template.load("acme/acme.sh").render(Map.of(
                "port", Integer.toString(Acme.PORT),
                "published", Acme.FOLDER + "/" + Acme.PUBLISHED));
    }
}
