package dev.nself.model;

/**
 * A port of a container that its server answers on.
 *
 * @param address the server's address, for example {@code 127.0.0.1}
 * @param serverPort the port on that address
 * @param containerPort the port inside the container
 */
public record PublishedPort(String address, int serverPort, int containerPort) {}
