package dev.nself.target.docker;

import com.pulumi.core.Output;
import com.pulumi.docker.Image;
import com.pulumi.docker.ImageArgs;
import com.pulumi.docker.RemoteImage;
import com.pulumi.docker.RemoteImageArgs;
import com.pulumi.docker.enums.BuilderVersion;
import com.pulumi.docker.inputs.DockerBuildArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import dev.nself.config.PullPolicy;
import dev.nself.model.ImageSource;
import dev.nself.model.Names;
import dev.nself.resource.LocalImage;
import dev.nself.resource.LocalImageArgs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The images of one engine, each asked for once.
 *
 * <p>A container gets an image's id, never its name: a name differs from what the engine reports, and would
 * replace the container on every run.
 */
public final class Images {

    private final String server;
    private final Names names;
    private final String architecture;
    private final PullPolicy pull;
    private final Resource parent;
    private final Optional<ProviderResource> docker;
    private final Map<ImageSource, Output<String>> ids = new HashMap<>();

    /**
     * @param server the server whose engine holds the images
     * @param names how things are called in this stack
     * @param architecture what images are built for, for example {@code linux/amd64}
     * @param pull whether images that the engine has are asked for again
     * @param parent the component that the images belong to
     * @param docker the Docker provider that speaks with the engine; empty for the engine of the environment
     */
    public Images(
            String server, Names names, String architecture, PullPolicy pull, Resource parent, Optional<ProviderResource> docker) {
        this.server = server;
        this.names = names;
        this.architecture = architecture;
        this.pull = pull;
        this.parent = parent;
        this.docker = docker;
    }

    /** The image's id on the engine at {@code host}; {@code service} is the first that asks for it. */
    Output<String> id(ImageSource image, String host, String service) {
        return ids.computeIfAbsent(image, source -> {
            if (source instanceof ImageSource.Built built) {
                return built(built, service);
            }
            return published(((ImageSource.Published) source).reference(), host, service);
        });
    }

    private Output<String> published(String reference, String host, String service) {
        String name = Names.step(server, service);
        return switch (pull) {
            case IF_MISSING ->
                    new RemoteImage(name, RemoteImageArgs.builder().name(reference).keepLocally(true).build(), dockerOptions()).imageId();
            case NEVER ->
                    new LocalImage(name, LocalImageArgs.builder().dockerHost(host).name(reference).build(), options()).imageId();
        };
    }

    /** The digest is the local id: an unchanged folder gives no change, a changed file another container. */
    private Output<String> built(ImageSource.Built built, String service) {
        return new Image(Names.step(server, service), ImageArgs.builder()
                .imageName(names.physical(Names.step(server, service)) + ":built")
                .skipPush(true)
                .build(DockerBuildArgs.builder()
                        .context(built.folder())
                        .dockerfile(built.folder() + "/Dockerfile")
                        .platform(architecture)
                        .builderVersion(BuilderVersion.BuilderV1)
                        .build())
                .build(), dockerOptions()).repoDigest().applyValue(Images::localId);
    }

    /**
     * The id in what the provider calls the digest of an image that was not pushed. An engine that keeps images in
     * containerd gives even those a digest with a name before it, which differs from the id that a container reports
     * and would replace it on every run; the hash is the same.
     */
    static String localId(String digest) {
        return digest.substring(digest.indexOf('@') + 1);
    }

    private CustomResourceOptions options() {
        return CustomResourceOptions.builder().parent(parent).build();
    }

    private CustomResourceOptions dockerOptions() {
        return Engine.childOf(parent, docker).build();
    }
}
