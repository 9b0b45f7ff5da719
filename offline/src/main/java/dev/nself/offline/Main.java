package dev.nself.offline;

import dev.nself.offline.container.ContainerType;
import dev.nself.offline.engine.Engines;
import dev.nself.offline.image.ImageType;
import dev.nself.offline.image.RemoteImageType;
import dev.nself.offline.image.TagType;
import dev.nself.provider.rpc.ProviderServer;
import java.util.List;

/** Serves the stand-in for the published Docker plugin; started by the Pulumi engine. */
public final class Main {

    private Main() {}

    /** The only argument is the engine's address. */
    public static void main(String[] args) {
        Engines engines = new Engines();
        ProviderServer.serve(
                "docker",
                "4.5.1",
                List.of(
                        new ContainerType(engines),
                        new ImageType(engines),
                        new NetworkType(engines),
                        new RemoteImageType(engines),
                        new TagType(engines),
                        new VolumeType(engines)),
                engines,
                args);
    }
}
