package dev.nself.provider.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScramVerifierTest {

    /** As PostgreSQL 17 stored it for the password "pencil". */
    private static final String PENCIL = "SCRAM-SHA-256$4096:CmnbMrWTgNMWJ/c5D22Rtg==$0KmGpoXIVZXbqxXi"
            + "g2XeEoz3W0HWTPm8LGsC01qXuXA=:73fd5DsT3IYonT9vNnU1v7JWzsIIHbYgglgIw1up78w=";

    @Test
    void recognisesWhatPostgresqlMadeOfThePassword() {
        assertThat(ScramVerifier.matches(PENCIL, "pencil")).isTrue();
        assertThat(ScramVerifier.matches(PENCIL, "pencils")).isFalse();
    }

    @Test
    void itsOwnVerifiersMatchAndNoTwoAreAlike() {
        String verifier = ScramVerifier.of("pencil");

        assertThat(ScramVerifier.matches(verifier, "pencil")).isTrue();
        assertThat(ScramVerifier.of("pencil")).isNotEqualTo(verifier);
    }

    @Test
    void noneAndOtherHashesNeverMatch() {
        assertThat(ScramVerifier.matches("", "pencil")).isFalse();
        assertThat(ScramVerifier.matches("md5a3556571e93b0d20722ba62be61e8c2d", "pencil")).isFalse();
    }
}
