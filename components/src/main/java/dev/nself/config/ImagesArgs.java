package dev.nself.config;

import java.util.Map;

/**
 * Where images come from.
 *
 * @param registry registry and path that replace the registry of every pinned image, for a mirror; null: as pinned
 * @param overrides whole references by the image's name in the image map; they are not moved to {@code registry}
 * @param pull when an image is fetched
 */
public record ImagesArgs(
        @Doc("Mirror that replaces the registry of every pinned image, such as mirror.example.com/hub") String registry,
        @Doc("Whole image references by image name, with a tag or digest") Map<String, String> overrides,
        @Doc("When an image is fetched") PullPolicy pull) {

    public ImagesArgs {
        overrides = Copies.map(overrides);
        pull = pull == null ? PullPolicy.IF_MISSING : pull;
    }

    /** All defaults. */
    public static ImagesArgs defaults() {
        return new ImagesArgs(null, null, null);
    }
}
