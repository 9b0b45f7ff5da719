package dev.nself.offline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.offline.real.RealEngine;
import dev.nself.offline.real.TestCall;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.State;
import dev.nself.provider.rpc.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesIT {

    private static final String BUILT = RealEngine.PREFIX + "built:1";
    private static final TestCall CALL = new TestCall();

    @TempDir
    Path folder;

    private final RealEngine real = RealEngine.orSkip();
    private final ImageType images = new ImageType(real.engines());
    private final RemoteImageType remoteImages = new RemoteImageType(real.engines());

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM " + RealEngine.IMAGE + " AS base\nARG A=0\n"
                + "COPY a.txt /a.txt\nRUN [\"/bin/sh\", \"-c\", \"echo $A >/arg\"]\nFROM base AS last\n");
        Files.writeString(folder.resolve("a.txt"), "1");
    }

    @AfterEach
    void removeTheBuilt() {
        new ImageStore(real.engine(), real.engines().logins())
                .find(BUILT)
                .ifPresent(image -> real.engine().delete("/images/" + BUILT + "?force=1"));
    }

    @AfterAll
    static void leave() {
        RealEngine.leave();
    }

    @Test
    void buildsAFolderIntoAnImageWhoseDigestIsItsLocalId() {
        State built = images.create(CALL, inputs());

        assertThat(built.id()).isEqualTo(BUILT);
        assertThat(built.outputs().get("repoDigest"))
                .isEqualTo(real.engine().get("/images/" + BUILT + "/json").path("Id").asText());
    }

    @Test
    void hasNoChangeWhileTheFilesStayAndTheSameImageWhenBuiltAgain() {
        State built = images.create(CALL, inputs());

        assertThat(images.diff(built.id(), built.inputs(), built.outputs(), inputs()).changes()).isEmpty();
        assertThat(images.update(CALL, built.id(), built.inputs(), built.outputs(), inputs()).outputs())
                .isEqualTo(built.outputs());
    }

    @Test
    void isUpdatedAndUnknownInThePreviewWhenAFileChanges() throws IOException {
        State built = images.create(CALL, inputs());
        Files.writeString(folder.resolve("a.txt"), "2");

        assertThat(images.diff(built.id(), built.inputs(), built.outputs(), inputs()).changes())
                .containsOnly(Map.entry("build", Kind.UPDATE));
        assertThat(images.previewUpdate(built.inputs(), built.outputs(), inputs()))
                .containsEntry("repoDigest", Unknown.VALUE);
        assertThat(images.create(CALL, inputs()).outputs().get("repoDigest"))
                .isNotEqualTo(built.outputs().get("repoDigest"));
    }

    @Test
    void errorsWithTheEnginesWordsWhenTheBuildFails() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM " + RealEngine.IMAGE + " AS last\nRUN [\"/bin/false\"]\n");

        assertThatThrownBy(() -> images.create(CALL, inputs()))
                .hasMessageContaining("image " + BUILT + " from " + folder)
                .hasMessageContaining("returned a non-zero code: 1");
    }

    @Test
    void errorsWhenThereIsNoDockerfile() throws IOException {
        Files.delete(folder.resolve("Dockerfile"));

        Checked checked = images.check(Map.of(), Map.of("imageName", BUILT, "build", Map.of("context", folder.toString())));

        assertThat(checked.failures().get(0).reason())
                .isEqualTo("could not open dockerfile at absolute path " + folder.resolve("Dockerfile"));
    }

    @Test
    void findsALocalImageWithoutARegistryAndKeepsItOnDelete() {
        Map<String, Object> inputs = Map.of("name", RealEngine.IMAGE, "keepLocally", true);

        State image = remoteImages.create(CALL, inputs);
        State read = remoteImages.read(CALL, image.id(), inputs, image.outputs()).orElseThrow();
        remoteImages.delete(CALL, image.id(), inputs, image.outputs());

        assertThat(image.id()).isEqualTo(real.imageId() + RealEngine.IMAGE);
        assertThat(image.outputs()).containsEntry("imageId", real.imageId()).containsEntry("repoDigest", "");
        assertThat(remoteImages.diff(image.id(), inputs, read.outputs(), inputs).changes()).isEmpty();
        assertThat(read.outputs()).isEqualTo(image.outputs());
    }

    @Test
    void removesAnImageThatIsNotToBeKept() {
        State built = images.create(CALL, inputs());
        Map<String, Object> inputs = Map.of("name", BUILT);
        State image = remoteImages.create(CALL, inputs);

        remoteImages.delete(CALL, image.id(), inputs, image.outputs());

        assertThat(remoteImages.read(CALL, image.id(), inputs, image.outputs())).isEmpty();
        assertThat(built.outputs()).containsKey("repoDigest");
    }

    @Test
    void errorsWithTheImageThatIsNeitherHereNorInARegistry() {
        assertThatThrownBy(() -> remoteImages.create(CALL, Map.of("name", "localhost:1/nself-none:1")))
                .hasMessageStartingWith("Unable to read Docker image into resource: unable to pull image "
                        + "localhost:1/nself-none:1: error pulling image localhost:1/nself-none:1: ");
    }

    @Test
    void givesAnImageASecondName() {
        TagType tags = new TagType(real.engines());

        State tag = tags.create(CALL, Map.of("sourceImage", RealEngine.IMAGE, "targetImage", BUILT));

        assertThat(tag.outputs()).containsEntry("sourceImageId", real.imageId());
        assertThat(real.engine().get("/images/" + BUILT + "/json").path("Id").asText()).isEqualTo(real.imageId());
    }

    private Map<String, Object> inputs() {
        Checked checked = images.check(Map.of(), Map.of(
                "imageName", BUILT,
                "skipPush", true,
                "build", Map.of(
                        "context", folder.toString(),
                        "builderVersion", "BuilderV1",
                        "platform", Build.hostPlatform(),
                        "target", "last",
                        "args", Map.of("A", "7"))));
        assertThat(checked.failures()).isEqualTo(List.of());
        return checked.inputs();
    }
}
