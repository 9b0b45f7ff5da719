package dev.nself.provider.postgres;

import static dev.nself.provider.postgres.Sightings.empty;
import static dev.nself.provider.postgres.Sightings.primary;
import static dev.nself.provider.postgres.Sightings.standby;
import static dev.nself.provider.postgres.Sightings.stopped;
import static dev.nself.provider.postgres.Sightings.unknown;
import static dev.nself.provider.postgres.Sightings.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.postgres.SeedDecision.Kind;
import dev.nself.provider.postgres.SeedDecision.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The volume of db1, before its container starts. */
class SeedDecisionTest {

    private static final String HISTORY = "1\t0/64\tno recovery target specified\n";

    @Test
    void aNewPlatformBeginsEmpty() {
        assertThat(outcome(false, empty("app1"), empty("db1")).kind()).isEqualTo(Kind.FRESH);
    }

    @Test
    void anEmptyVolumeGetsThePrimarysData() {
        assertThat(outcome(false, primary("app1"), empty("db1"))).isEqualTo(new Outcome(Kind.SEED, "app1", ""));
    }

    @Test
    void whoHasItsDataKeepsThem() {
        assertThat(outcome(false, empty("app1"), primary("db1")).kind()).as("the primary").isEqualTo(Kind.LEAVE);
        assertThat(outcome(false, primary("app1"), standby("db1")).kind()).as("a standby").isEqualTo(Kind.LEAVE);
        assertThat(outcome(false, empty("app1"), stopped("db1")).kind()).as("the only data").isEqualTo(Kind.LEAVE);
        assertThat(outcome(false, empty("app1"), stopped("db1").crashed()).kind()).as("even crashed").isEqualTo(Kind.LEAVE);
        assertThat(outcome(false, stopped("app1").fenced(), stopped("db1").follower()).kind())
                .as("a standby in a move that was cut off")
                .isEqualTo(Kind.LEAVE);
    }

    @Test
    void aCopyThatWasNotStartedYetIsNotMadeTwice() {
        Sightings seeded = stopped("db1").copy().follower().crashed().source("'host=app1 port=5432 user=replicator'");

        assertThat(outcome(true, primary("app1"), seeded).kind()).isEqualTo(Kind.LEAVE);
        assertThat(outcome(false, primary("app1"), seeded)).as("its slot is gone").isEqualTo(new Outcome(Kind.SEED_ANEW, "app1", ""));
        assertThat(outcome(true, primary("app1"), seeded.source("'host=app10 port=5432 user=replicator'")))
                .as("it follows another")
                .isEqualTo(new Outcome(Kind.SEED_ANEW, "app1", ""));
    }

    @Test
    void dataThatThePrimaryHasAllOfAreSeededAnew() {
        assertThat(outcome(false, primary("app1").history(2, 300, HISTORY), stopped("db1").at(1, 99)))
                .as("an earlier primary")
                .isEqualTo(new Outcome(Kind.SEED_ANEW, "app1", ""));
        assertThat(outcome(false, primary("app1"), stopped("db1").follower().at(1, 50)))
                .as("a standby of the same timeline")
                .isEqualTo(new Outcome(Kind.SEED_ANEW, "app1", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsInDoubtIsRefusedInWords(String words, List<Sightings> seen) {
        Outcome outcome = outcome(false, seen.toArray(Sightings[]::new));

        assertThat(outcome.kind()).isEqualTo(Kind.REFUSE);
        assertThat(outcome.why()).contains(words);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row("app1: docker: the engine cannot be reached; it is not taken for empty", unreachable("app1"), empty("db1")),
                row("app1: docker: the engine cannot be reached", unreachable("app1"), stopped("db1")),
                row("db1: volume v holds no data of PostgreSQL, but x", primary("app1"), unknown("db1")),
                row("db1 and app1: hold different clusters, system identifiers 7 and 8", primary("app1").cluster("8"), stopped("db1")),
                row("app1, db2: are primaries at the same time", primary("app1"), empty("db1"), primary("db2")),
                row("app1 and db2: hold different clusters", primary("app1"), empty("db1"), stopped("db2").cluster("8")),
                row("db1: its data are of PostgreSQL 16, and app1 runs 17", primary("app1"), stopped("db1").version(16)),
                row("they went different ways, up to 0/64 on timeline 1",
                        primary("app1").history(2, 300, HISTORY), stopped("db1").at(1, 100)),
                row("they went different ways, up to 0/32 on timeline 3",
                        primary("app1").history(2, 300, HISTORY), stopped("db1").at(3, 50)),
                row("it was not shut down cleanly", primary("app1").history(2, 300, HISTORY), stopped("db1").crashed()),
                row("db1: data of the platform are at app1, and no primary runs", stopped("app1"), empty("db1")),
                row("db1: data of the platform are at app1, and no primary runs", stopped("app1"), stopped("db1")),
                row("db1: data of the platform are at app1, and no primary runs", standby("app1"), empty("db1")));
    }

    private static Outcome outcome(boolean served, Sightings... seen) {
        List<Sighting> sightings = Stream.of(seen).map(Sightings::value).toList();
        return new SeedDecision(sightings, "db1", served ? List.of("db1") : List.of(),
                sightings.stream().map(sighting -> sighting.name() + ":5432").toList()).outcome();
    }

    private static Arguments row(String words, Sightings... seen) {
        return Arguments.of(words, List.of(seen));
    }
}
