package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.model.SecretSpec;
import dev.nself.model.service.Secrets;
import org.junit.jupiter.api.Test;

class RotationRulesTest {
    @Test
    void everySecretOfThePlatformCanBeRotatedAndNothingElse() {
        PlatformArgs args = PlatformArgs.of("nself.localhost", Tier.SINGLE, Target.LOCAL);

        assertThat(Secrets.of(args))
                .extracting(SecretSpec::name)
                .containsExactlyInAnyOrderElementsOf(RotationRules.SECRETS);
    }
}
