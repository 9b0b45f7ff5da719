package dev.nself.component;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.target.Generated;
import dev.nself.target.Host;
import dev.nself.target.docker.DockerHost;
import dev.nself.target.docker.Engine;
import java.util.Map;

/** A machine that services run on: a Docker engine with the networks of the platform. */
public final class Server extends ComponentResource {

    private final Host host;

    /**
     * Defines a server, by its machine's name, for example {@code app1}; that is part of the URN of all that runs on it.
     *
     * @param engine where its Docker engine is
     * @param generated secrets and certificates that its services refer to
     * @param platform the component that what all servers share belongs to
     */
    public Server(Engine engine, Generated generated, Resource platform, ComponentResourceOptions options) {
        super("nself:platform:Server", engine.machine().name(), options);
        host = new DockerHost(engine, generated, this, platform);
        registerOutputs(Map.of());
    }

    Host host() {
        return host;
    }
}
