package dev.nself.offline.engine;

import dev.nself.offline.schema.Values;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Users and passwords of image registries.
 *
 * @param byHost registry host to the login
 */
public record RegistryLogins(Map<String, Login> byHost) {

    private static final String DOCKER_HUB = "registry-1.docker.io";

    /** One login. */
    public record Login(String username, String password, String serveraddress) {

        @Override
        public String toString() {
            return username + "@" + serveraddress;
        }
    }

    static RegistryLogins of(List<Values> given) {
        Map<String, Login> logins = new TreeMap<>();
        given.stream().filter(login -> !login.flag("authDisabled")).forEach(login -> {
            String address = login.text("address");
            logins.put(host(address), new Login(login.text("username"), login.text("password"), address));
        });
        return new RegistryLogins(Map.copyOf(logins));
    }

    /** The header that gives the engine the login for an image, as base64 of JSON. */
    public Map<String, String> headersFor(String image) {
        Login login = byHost.get(registryOf(image));
        return login == null ? Map.of() : header(login);
    }

    /** The header for a given login. */
    public static Map<String, String> header(Login login) {
        return Map.of("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(DockerEngine.bytes(login)));
    }

    /** The registry that an image name belongs to: its first part if that looks like a host, else Docker Hub. */
    static String registryOf(String image) {
        String first = image.contains("/") ? image.substring(0, image.indexOf('/')) : "";
        boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host(isHost ? first : DOCKER_HUB);
    }

    private static String host(String address) {
        String host = address.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return switch (host) {
            case "docker.io", "index.docker.io", "registry.hub.docker.com" -> DOCKER_HUB;
            default -> host;
        };
    }
}
