package dev.nself.model;

/**
 * A file put into a container before it starts, owned by root and readable by all inside it.
 *
 * @param path absolute path in the container
 * @param content what is in it
 */
public record ConfigFile(String path, Text content) {

    public static ConfigFile of(String path, String content) {
        return new ConfigFile(path, Text.of(content));
    }
}
