package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StackFileTest {
    @Test
    void handsValuesOverAsTheEngineDoes() throws IOException {
        StackFile file = StackFile.parse("""
                config:
                  nself:tier: single
                  nself:services:
                    redis: {memoryMiB: 512, enabled: true}
                """);

        assertThat(file.values())
                .containsEntry("nself:tier", "single")
                .containsEntry("nself:services", "{\"redis\":{\"memoryMiB\":512,\"enabled\":true}}");
    }

    @Test
    void saysWhereAnEncryptedValueIs() throws IOException {
        StackFile file = StackFile.parse("""
                config:
                  nself:auth:
                    smtp: {password: {secure: AAAB}}
                  nself:custom:
                    - environment: {A.B: {secure: AAAC}}
                  nself:domain: {secure: AAAD}
                """);

        assertThat(file.encrypted()).containsExactly(
                "nself:auth.smtp.password", "nself:custom[0].environment[\"A.B\"]", "nself:domain");
        assertThat(file.values().toString()).doesNotContain("AAA");
    }

    @Test
    void aFileWithoutConfigurationIsEmpty() throws IOException {
        assertThat(StackFile.parse("secretsprovider: passphrase\n").values()).isEmpty();
        assertThat(StackFile.parse("").values()).isEmpty();
    }
}
