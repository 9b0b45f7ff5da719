package dev.nself.program.judged;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;

/**
 * What a pack is told of a cloud resource, without the cloud: a component of the resource's type, since no provider of
 * that cloud runs here. A stand-in: nothing would be created.
 */
final class CloudResource extends ComponentResource {

    private CloudResource(String type, String name, ResourceArgs args) {
        super(type, name, args, null, false);
    }

    static void declare(String type, String name, Map<String, Object> properties) {
        new CloudResource(type, name, new Properties(properties));
    }

    private static final class Properties extends ResourceArgs {
        @Import
        private final Output<String> acl;
        @Import
        private final Output<String> description;
        @Import
        private final Output<List<Map<String, Object>>> ingress;

        @SuppressWarnings("unchecked")
        Properties(Map<String, Object> given) {
            acl = given.containsKey("acl") ? Output.of((String) given.get("acl")) : null;
            description = given.containsKey("description") ? Output.of((String) given.get("description")) : null;
            ingress = given.containsKey("ingress") ? Output.of((List<Map<String, Object>>) given.get("ingress")) : null;
        }
    }
}
