package dev.nself.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.offline.schema.Values;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryLoginsTest {

    private final RegistryLogins logins = RegistryLogins.of(List.of(
            new Values(Map.of("address", "https://index.docker.io/v1/", "username", "hub", "password", "p")),
            new Values(Map.of("address", "registry.example.org:5000", "username", "own", "password", "p"))));

    @ParameterizedTest
    @CsvSource({
        "nginx:1, hub", "library/nginx, hub", "docker.io/library/nginx:1, hub", "registry.example.org:5000/a/b:1, own"
    })
    void givesTheLoginOfTheImagesRegistry(String image, String user) {
        String header = logins.headersFor(image).get("X-Registry-Auth");
        assertThat(new String(Base64.getUrlDecoder().decode(header))).contains("\"username\":\"" + user + "\"");
    }

    @Test
    void givesNoneForAnotherRegistry() {
        assertThat(logins.headersFor("quay.io/minio/minio:1")).isEmpty();
    }
}
