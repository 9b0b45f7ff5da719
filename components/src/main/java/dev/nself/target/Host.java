package dev.nself.target;

import com.pulumi.resources.Resource;
import dev.nself.model.ConfigFile;
import dev.nself.model.Service;
import dev.nself.model.Step;
import java.util.List;

/** A server of a plan on some target: turns steps into resources, deciding nothing. */
public interface Host {

    /**
     * Runs a service and waits until it is healthy.
     *
     * @param service what to run
     * @param files put into its containers before they start
     * @param parent the component that the resources belong to
     * @param after what must be there before
     * @return resources that are there once every container is healthy
     */
    List<Resource> run(Service service, List<ConfigFile> files, Resource parent, List<Resource> after);

    /** Keeps the volumes of a service that does not run here now. */
    void keep(Service.Stateful service, Resource parent);

    /**
     * Makes what a step other than a service stands for.
     *
     * @param files put into running containers by it
     */
    Resource apply(Step step, List<ConfigFile> files, Resource parent, List<Resource> after);
}
