package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file that is put beside a program for it to read.
 *
 * @param path absolute in a container; the key alone in a ConfigMap, which does not say where it is mounted
 * @param value what stands in the properties: the text, or its Base64
 * @param encoded whether it is Base64
 */
public record ConfigFile(String path, Value value, boolean encoded) {

    public static final String CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

    /** What is uploaded into a container, in its order. Files from volumes and from the image are out of sight. */
    public static List<ConfigFile> uploads(Resource container) {
        List<ConfigFile> files = new ArrayList<>();
        for (Value upload : container.get("uploads").items()) {
            boolean encoded = !upload.get("contentBase64").isAbsent();
            upload.get("file").text().ifPresent(path ->
                    files.add(new ConfigFile(path, upload.get(encoded ? "contentBase64" : "content"), encoded)));
        }
        return files;
    }

    /** The entries of a ConfigMap, in their order. */
    public static List<ConfigFile> entries(Resource configMap) {
        List<ConfigFile> files = new ArrayList<>();
        configMap.get("data").entries().forEach((key, text) -> files.add(new ConfigFile(key, text, false)));
        configMap.get("binaryData").entries().forEach((key, text) -> files.add(new ConfigFile(key, text, true)));
        return files;
    }

    /** Whether the preview has it. */
    public boolean isKnown() {
        return !value.isUnknown();
    }

    /** What is in the file; empty for what is no text. Ends the check where it is not known. */
    public String text() {
        String given = value.text().orElse("");
        try {
            return encoded ? new String(Base64.getMimeDecoder().decode(given), StandardCharsets.UTF_8) : given;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A line of it for reports, as secret as the file. */
    public Value line(int number, String text) {
        return value.part(path + ", line " + number, text);
    }
}
