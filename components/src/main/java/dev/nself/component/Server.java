package dev.nself.component;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.nself.target.Generated;
import dev.nself.target.Host;
import dev.nself.target.docker.DockerHost;
import dev.nself.target.docker.Engine;
import java.util.Map;

/** A machine that services run on: a Docker engine with the three networks of the platform. */
public final class Server extends ComponentResource {

    private final Host host;

    /**
     * Defines a server.
     *
     * @param name for example {@code app1}; part of the URN of all that runs on it
     * @param engine where its Docker engine is
     * @param generated secrets and certificates that its services refer to
     */
    public Server(String name, Engine engine, Generated generated, ComponentResourceOptions options) {
        super("nself:platform:Server", name, options);
        host = new DockerHost(name, engine, generated, this);
        registerOutputs(Map.of());
    }

    Host host() {
        return host;
    }
}
