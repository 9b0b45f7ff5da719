package dev.nself.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"sha256:3f1a", "nself-test-app1-cs-search@sha256:3f1a"})
    void a_built_image_is_named_by_the_hash_that_a_container_of_it_reports(String digest) {
        assertThat(Images.localId(digest)).isEqualTo("sha256:3f1a");
    }
}
