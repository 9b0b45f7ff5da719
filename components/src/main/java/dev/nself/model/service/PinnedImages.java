package dev.nself.model.service;

import dev.nself.config.ImagesArgs;
import dev.nself.model.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The image map: which image a service runs unless its arguments name another. */
public final class PinnedImages {

    private static final Map<String, String> PINNED = load();

    private PinnedImages() {}

    /**
     * Chooses an image: the service's own override, the map's override, the mirror's copy, the pinned one.
     *
     * @param name its key in {@code images.properties}
     * @param own the service's {@code image} argument; may be null
     */
    static ImageSource choose(String name, String own, ImagesArgs images) {
        if (own != null) {
            return new ImageSource.Published(own);
        }
        if (images.overrides().containsKey(name)) {
            return new ImageSource.Published(images.overrides().get(name));
        }
        String pinned = PINNED.get(name);
        return new ImageSource.Published(images.registry() == null ? pinned : mirrored(pinned, images.registry()));
    }

    /** Every pinned image by its name. */
    public static Map<String, String> all() {
        return PINNED;
    }

    private static String mirrored(String reference, String registry) {
        return registry + reference.substring(reference.indexOf('/'));
    }

    private static Map<String, String> load() {
        Properties properties = new Properties();
        try (InputStream file = PinnedImages.class.getResourceAsStream("/dev/nself/model/images.properties")) {
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the image map", unreadable);
        }
        Map<String, String> images = new TreeMap<>();
        properties.forEach((name, reference) -> images.put((String) name, (String) reference));
        return Map.copyOf(images);
    }
}
