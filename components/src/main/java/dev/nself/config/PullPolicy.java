package dev.nself.config;

/**
 * When an image is fetched from its registry.
 *
 * <p>There is no "always": version 4.5.1 of the Docker provider takes the engine's image of that name whatever the
 * registry has (pulumi/pulumi-docker#342). Images are pinned, and a new version is a new name.
 */
public enum PullPolicy implements JsonName {
    /** When the engine does not have it. */
    IF_MISSING("if-missing"),
    /** At no time: the images are put on the engine by other means; a missing one is an error. */
    NEVER("never");

    private final String json;

    PullPolicy(String json) {
        this.json = json;
    }

    @Override
    public String json() {
        return json;
    }
}
