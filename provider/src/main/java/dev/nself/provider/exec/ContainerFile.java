package dev.nself.provider.exec;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.List;
import java.util.Optional;

/**
 * A small text file in a container or on one of its volumes, whether the container runs or not.
 *
 * @param path absolute
 */
public record ContainerFile(Container container, String path) {

    private static final int BLOCK = 512;

    /** What the file holds; empty when there is none. */
    public Optional<String> read() {
        Engine engine = new Engine(container.dockerHost());
        Command.Result result =
                engine.docker(List.of("cp", container.name() + ":" + path, "-"), "", Engine.INSPECTION);
        if (result.ok()) {
            return Optional.of(content(result.output()));
        }
        // The first is what engines of 2020 say, the second what those of today do.
        if (result.errors().contains("No such container:path") || result.errors().contains("Could not find the file")) {
            return Optional.empty();
        }
        engine.failIfUnreachable(result);
        throw new ResourceFailure(
                "container %s: cannot read %s: %s".formatted(container.name(), path, result.errors().strip()));
    }

    /** The engine sends an archive of one file: a block that describes it, then its bytes. */
    private String content(String archive) {
        try {
            int size = Integer.parseInt(archive.substring(124, 135).strip(), 8);
            return archive.substring(BLOCK, BLOCK + size);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new ResourceFailure(
                    "container %s: %s is no text file of a few lines".formatted(container.name(), path), e);
        }
    }
}
