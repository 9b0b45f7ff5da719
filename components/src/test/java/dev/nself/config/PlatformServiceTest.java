package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlatformServiceTest {
    @ParameterizedTest
    @EnumSource
    void hasADefaultAboveItsFloor(PlatformService service) {
        assertThat(service.memoryMiB()).isGreaterThanOrEqualTo(service.memoryFloorMiB());
    }

    @ParameterizedTest
    @EnumSource
    void hasTheKeyThatItsArgumentsHave(PlatformService service) {
        var part = new Shape.Parts(ServicesArgs.class).part(service.key()).orElseThrow();
        ServicesArgs services = ServicesArgs.defaults().with(service, ServiceArgs.defaults().withImage("mine:1"));

        assertThat(part.valueIn(services)).isEqualTo(service.in(services));
        assertThat(service.in(services).image()).isEqualTo("mine:1");
    }

    @Test
    void everyServiceHasAPinnedImage() throws IOException {
        var pinned = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/dev/nself/model/images.properties")) {
            pinned.load(file);
        }

        assertThat(pinned.stringPropertyNames()).containsAll(PlatformService.images());
    }
}
