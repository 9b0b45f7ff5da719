package dev.nself.config;

/**
 * How to sign in to a server by SSH, and how to know it.
 *
 * @param key path of the private key file; {@code ~} is the home of whoever runs, a relative path starts at the project
 *     folder; null: an SSH agent has the key
 * @param hostKey the server's public key, type and key; a server with another one is not talked to
 */
public record SshArgs(
        @Doc("Path of the private key file; without it an SSH agent must have the key") String key,
        @Doc("The server's public key: what ssh-keyscan -t ed25519 prints, without the host") String hostKey) {}
