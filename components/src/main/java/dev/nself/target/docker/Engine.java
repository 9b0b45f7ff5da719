package dev.nself.target.docker;

import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.model.Names;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Docker engine and what all that is made on it has in common.
 *
 * @param host its address as the Docker command line takes it; empty for the engine of the environment
 * @param names how things are called in this stack
 * @param protectData whether a delete of data is refused; off on a developer's own machine
 * @param userLabels labels of the user for every container
 * @param images images that were asked for already, one resource for each name
 */
public record Engine(
        String host,
        Names names,
        boolean protectData,
        SortedMap<String, String> userLabels,
        Images images) {

    CustomResourceOptions.Builder childOf(Resource parent) {
        return CustomResourceOptions.builder().parent(parent);
    }

    /** Labels that tell later runs and {@code ./nself status} what a thing belongs to; never change. */
    SortedMap<String, String> labels(String server, String service) {
        return new TreeMap<>(Map.of(
                "dev.nself.stack", names.stack(),
                "dev.nself.server", server,
                "dev.nself.service", service));
    }

    String physical(String server, String step) {
        return names.physical(Names.step(server, step));
    }
}
