package dev.nself.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds secrets that a stack file holds as plain text. Their values are never shown. */
final class PlainSecrets {
    private final Encrypted encrypted;
    private final List<Problem> found = new ArrayList<>();

    private PlainSecrets(Encrypted encrypted) {
        this.encrypted = encrypted;
    }

    static List<Problem> in(PlatformArgs args, Encrypted encrypted) {
        var search = new PlainSecrets(encrypted);
        search.object(new Shape.Parts(PlatformArgs.class), args, Paths.NAMESPACE);
        return search.found;
    }

    private void object(Shape.Parts shape, Object record, String path) {
        for (Shape.Part part : shape.parts()) {
            Object value = part.valueIn(record);
            if (value != null) {
                part(part, value, Paths.key(path, part.key()));
            }
        }
    }

    private void part(Shape.Part part, Object value, String path) {
        if (part.mark(Secret.class).isPresent()) {
            refuse(path, "must be encrypted");
        } else {
            value(part.shape(), value, path);
        }
    }

    private void value(Shape shape, Object value, String path) {
        if (shape instanceof Shape.Parts parts && value != null) {
            object(parts, value, path);
        } else if (shape instanceof Shape.Items items) {
            List<?> list = (List<?>) value;
            for (int index = 0; index < list.size(); index++) {
                value(items.of(), list.get(index), Paths.item(path, index));
            }
        } else if (shape instanceof Shape.Entries entries) {
            ((Map<?, ?>) value).forEach((key, entry) -> entry(entries.of(), String.valueOf(key), entry, path));
        }
    }

    private void entry(Shape shape, String key, Object value, String object) {
        String path = Paths.key(object, key);
        if (value instanceof String text && SecretWords.looksSecret(key, text) && !isPublic(object)) {
            refuse(path, "looks like a secret and must be encrypted");
        } else {
            value(shape, value, path);
        }
    }

    /** Labels are refused elsewhere, since no encryption hides them; the others hold no secrets by their meaning. */
    private static boolean isPublic(String object) {
        return List.of("nself:labels", "nself:rotation", "nself:postgres.tuning", "nself:images.overrides")
                .contains(object);
    }

    private void refuse(String path, String what) {
        if (!encrypted.covers(path)) {
            found.add(new Problem(path, what, null, "encrypt it with `pulumi config set --secret --path '" + path + "'`"));
        }
    }
}
