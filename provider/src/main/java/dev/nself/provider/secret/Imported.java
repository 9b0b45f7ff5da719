package dev.nself.provider.secret;

/** A secret that existed before, as recognised from its value. */
record Imported(SecretKind kind, int length, Material material) {}
