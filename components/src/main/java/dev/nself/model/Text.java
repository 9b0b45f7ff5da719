package dev.nself.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Text with references to values that exist only once the engine has made them.
 * Holds no secret itself, so a plan can be printed.
 *
 * @param parts the pieces, in order
 */
public record Text(List<Part> parts) {

    public Text {
        parts = List.copyOf(parts);
    }

    public static Text of(String literal) {
        return new Text(List.of(new Part.Literal(literal)));
    }

    public static Text secret(String name) {
        return new Text(List.of(new Part.SecretRef(name, Part.SecretField.VALUE, Part.Encoding.PLAIN)));
    }

    public static Text certificate(String name, Part.CertificateField field) {
        return new Text(List.of(new Part.CertificateRef(name, field)));
    }

    public Text and(String literal) {
        return and(new Part.Literal(literal));
    }

    public Text andSecret(String name, Part.Encoding encoding) {
        return and(new Part.SecretRef(name, Part.SecretField.VALUE, encoding));
    }

    public Text andPublicKey(String name, Part.Encoding encoding) {
        return and(new Part.SecretRef(name, Part.SecretField.PUBLIC_KEY, encoding));
    }

    private Text and(Part part) {
        List<Part> longer = new ArrayList<>(parts);
        longer.add(part);
        return new Text(longer);
    }
}
