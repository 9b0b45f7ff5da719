package dev.nself.offline;

import dev.nself.offline.container.ContainerType;
import dev.nself.offline.engine.EngineFailure;
import dev.nself.offline.engine.Engines;
import dev.nself.offline.image.ImageType;
import dev.nself.offline.image.RemoteImageType;
import dev.nself.offline.image.TagType;
import dev.nself.provider.rpc.ProviderServer;
import dev.nself.provider.rpc.ResourceType;
import java.util.List;
import java.util.Map;

/**
 * Serves the stand-in for the published Docker plugin. Started by the Pulumi engine with its address as the first
 * argument; with {@code --rehearse} in its place it goes through a start and ends, which shows the JVM the classes
 * that a start needs.
 */
public final class Main {

    private static final String NAME = "docker";
    private static final String VERSION = "4.5.1";

    private Main() {}

    public static void main(String[] args) {
        Engines engines = new Engines();
        List<ResourceType> types = List.of(
                new ContainerType(engines),
                new ImageType(engines),
                new NetworkType(engines),
                new RemoteImageType(engines),
                new TagType(engines),
                new VolumeType(engines));
        if (List.of(args).contains("--rehearse")) {
            rehearse(engines, types);
            System.exit(0);
        }
        ProviderServer.serve(NAME, VERSION, types, engines, args);
    }

    private static void rehearse(Engines engines, List<ResourceType> types) {
        engines.configure(Map.of("host", "tcp://127.0.0.1:1"));
        try {
            engines.engine().get("/_ping");
        } catch (EngineFailure expected) {
            // Nothing answers on port 1: the classes of a request are loaded, and no engine is touched.
            ProviderServer.rehearse(NAME, VERSION, types);
        }
    }
}
