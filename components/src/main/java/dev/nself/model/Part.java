package dev.nself.model;

/** A piece of a {@link Text}: known when planning, or made by the engine and filled in by the target. */
public sealed interface Part {

    /** Plain text. */
    record Literal(String text) implements Part {}

    /** A value that {@link SecretSpec} {@code name} generates. */
    record SecretRef(String name, SecretField field, Encoding encoding) implements Part {}

    /** A file of the certificate {@code name}, or of the platform's own authority. */
    record CertificateRef(String name, CertificateField field) implements Part {}

    /** What of a generated secret is meant; a public key is no secret. */
    enum SecretField { VALUE, PUBLIC_KEY }

    /** How a value is written into the text around it. */
    enum Encoding { PLAIN, URL, JSON }

    /** What of a certificate is meant; {@code CHAIN} is the leaf followed by its issuer. */
    enum CertificateField { CHAIN, PRIVATE_KEY, AUTHORITY }
}
