package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "PASSWORD", "DB_PASS", "STRIPE_SECRET_KEY", "API_TOKEN", "clientSecret", "MY_APIKEY", "AWS_SECRET_ACCESS_KEY",
        "api-key", "GITHUB_TOKENS", "smtp.password"
    })
    void namesThatSaySecret(String name) {
        assertThat(SecretWords.looksSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "LOG_LEVEL", "KEYBOARD", "COMPASS", "AUTH_PASSWORD_MIN_LENGTH", "TOKEN_EXPIRES_IN", "JWT_PUBLIC_KEY",
        "PASSWORD_FILE", "PASSWORD_HIBP_ENABLED", "MONKEY"
    })
    void namesThatDoNot(String name) {
        assertThat(SecretWords.looksSecret(name)).isFalse();
    }

    @Test
    void aValueCanSayItToo() {
        assertThat(SecretWords.looksSecret("UPSTREAM", "https://user:pass@example.com")).isTrue();
        assertThat(SecretWords.looksSecret("PEM", "-----BEGIN RSA PRIVATE KEY-----\nMII")).isTrue();
        assertThat(SecretWords.looksSecret("UPSTREAM", "https://example.com:8080/a@b")).isFalse();
    }
}
