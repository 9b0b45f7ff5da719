package dev.nself.config;

/** When an image is fetched from its registry. */
public enum PullPolicy implements JsonName {
    /** When the engine does not have it. */
    IF_MISSING("if-missing"),
    /** On every update, which finds a tag that was moved. */
    ALWAYS("always"),
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
