package dev.nself.provider.postgres;

import static dev.nself.provider.postgres.Sightings.empty;
import static dev.nself.provider.postgres.Sightings.primary;
import static dev.nself.provider.postgres.Sightings.standby;
import static dev.nself.provider.postgres.Sightings.stopped;
import static dev.nself.provider.postgres.Sightings.unknown;
import static dev.nself.provider.postgres.Sightings.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.postgres.Action.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** app1 is the old server, db1 the new one; a run may have been cut off after any step. */
class DecisionTest {

    private static final String FORKED = "1\t0/64\tno recovery target specified\n";

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("moveToDb1")
    void theMoveToDb1GoesOnFromWhereItWasCutOff(String cutOff, Kind expected, String other, Sightings app1, Sightings db1) {
        assertThat(next("db1", true, app1, db1)).isEqualTo(Action.of(expected, other));
    }

    static Stream<Arguments> moveToDb1() {
        return Stream.of(
                row("before it", Kind.MOVE, "app1", primary("app1"), standby("db1").at(1, 40)),
                row("caught up", Kind.MOVE, "app1", primary("app1"), standby("db1")),
                row("fenced", Kind.MOVE, "app1", primary("app1").fenced(), standby("db1")),
                row("told to stop, not stopped", Kind.MOVE, "app1", primary("app1").fenced().follower(), standby("db1")),
                row("stopped", Kind.PROMOTE, "app1", old(), standby("db1")),
                row("stopped, not replayed yet", Kind.WAIT, "app1", old(), standby("db1").at(1, 99)),
                row("stopped, its container removed by a refresh", Kind.PROMOTE, "app1", old().withoutContainer(), standby("db1")),
                row("crashed while it stopped", Kind.START_AGAIN, "app1", old().crashed(), standby("db1")),
                row("stopped and started by hand", Kind.PROMOTE, "app1", standby("app1").fenced(), standby("db1")),
                row("started by hand, db1 behind", Kind.WAIT, "app1", standby("app1").fenced(), standby("db1").at(1, 99)),
                row("promoted", Kind.FINISH, "", old(), primary("db1").history(2, 120, FORKED)),
                row("promoted, app1 started by hand", Kind.FINISH, "", standby("app1").fenced(), primary("db1").at(2, 120)),
                row("routed, app1 removed", Kind.FINISH, "", old().withoutContainer(), primary("db1").at(2, 120)),
                row("all done", Kind.FINISH, "", empty("app1"), primary("db1").at(2, 120)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("takenBack")
    void askedForApp1AgainTheMoveIsTakenBackOrDoneTheOtherWay(
            String cutOff, Kind expected, String other, Sightings app1, Sightings db1) {
        assertThat(next("app1", true, app1, db1)).isEqualTo(Action.of(expected, other));
    }

    static Stream<Arguments> takenBack() {
        return Stream.of(
                row("before it", Kind.FINISH, "", primary("app1"), standby("db1")),
                row("fenced", Kind.FINISH, "", primary("app1").fenced(), standby("db1")),
                row("stopped", Kind.START_AGAIN, "app1", old(), standby("db1")),
                row("stopped, db1 removed", Kind.START_AGAIN, "app1", old(), empty("db1")),
                row("stopped, db1's volume kept", Kind.START_AGAIN, "app1", old(), stopped("db1").follower().withoutContainer()),
                row("crashed while it stopped", Kind.START_AGAIN, "app1", old().crashed(), standby("db1")),
                row("stopped and started by hand", Kind.PROMOTE, "db1", standby("app1").fenced(), standby("db1")),
                row("promoted", Kind.FOLLOW, "db1", old(), primary("db1").history(2, 120, FORKED)),
                row("promoted, app1 follows", Kind.MOVE, "db1", standby("app1").at(2, 119), primary("db1").history(2, 120, FORKED)));
    }

    @Test
    void aNewPlatformHasNothingToMove() {
        assertThat(next("app1", true, primary("app1"))).isEqualTo(Action.of(Kind.FINISH, ""));
        assertThat(next("app1", true, primary("app1"), empty("db1"))).isEqualTo(Action.of(Kind.FINISH, ""));
    }

    @Test
    void dataOfEarlierGenerationsAreNoHindrance() {
        Sightings kept = stopped("db2").fenced().follower().withoutContainer().at(1, 50);

        assertThat(next("db1", true, primary("app1").at(3, 500), standby("db1").at(3, 500), kept))
                .isEqualTo(Action.of(Kind.MOVE, "app1"));
        assertThat(next("db1", true, old().at(3, 499), standby("db1").at(3, 500), kept))
                .isEqualTo(Action.of(Kind.PROMOTE, "app1"));
    }

    @Test
    void whatTheNewOneNeverGetsIsServedByTheOldAgainAndTheMoveBeginsAnew() {
        assertThat(next("db1", false, old(), standby("db1").at(1, 99))).isEqualTo(Action.of(Kind.START_AGAIN, "app1"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void whatIsInDoubtIsRefusedInWords(String member, String words, List<Sightings> seen) {
        for (boolean patient : new boolean[] {true, false}) {
            Action action = next(member, patient, seen.toArray(Sightings[]::new));
            assertThat(action.kind()).isEqualTo(Kind.REFUSE);
            assertThat(action.why()).contains(words);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("db1", "app1: docker: the engine cannot be reached; it may hold newer data", unreachable("app1"), standby("db1")),
                refused("db1", "app1: docker: the engine cannot be reached", unreachable("app1"), primary("db1")),
                refused("db1", "app1: volume v holds no data of PostgreSQL, but x", unknown("app1"), standby("db1")),
                refused("db1", "db1: has no data", primary("app1"), empty("db1")),
                refused("db1", "app1 and db1: hold different clusters, system identifiers 8 and 7", primary("app1").cluster("8"), standby("db1")),
                refused("db1", "app1 and db1: hold different clusters", stopped("app1").cluster("8"), primary("db1")),
                refused("db1", "app1, db1: are primaries at the same time", primary("app1"), primary("db1")),
                refused("db1", "db1: its container does not run", primary("app1"), stopped("db1")),
                refused("db1", "db1: has no container", primary("app1"), stopped("db1").withoutContainer()),
                refused("db1", "db1: holds data that app1 has not", primary("app1"), standby("db1").at(2, 50)),
                refused("app1", "app1: holds data that db1 has not", stopped("app1").fenced().follower().at(1, 100),
                        primary("db1").history(2, 120, FORKED)),
                refused("app1", "app1: holds data that db1 has not", stopped("app1").fenced().crashed(),
                        primary("db1").history(2, 120, FORKED)),
                refused("db1", "db1: is a standby, and no primary is there", stopped("app1"), standby("db1")),
                refused("db1", "db1: is a standby, and no primary is there", standby("app1"), standby("db1")),
                refused("db1", "db1: is a standby, and no primary is there", empty("app1"), standby("db1")),
                refused("db1", "app1: holds data that nobody else has", stopped("app1").crashed(), standby("db1")),
                refused("db1", "app1: holds data that nobody else has", old().crashed().withoutContainer(), standby("db1")),
                refused("app1", "db1: holds data that nobody else has", old(), stopped("db1").at(2, 150)),
                refused("app1", "app1: its container does not run", stopped("app1"), standby("db1")));
    }

    @Test
    void dataThatOnlyAStoppedServerHasAreWaitedForAndThenRefused() {
        Sightings promoted = stopped("db1").at(2, 150);

        assertThat(next("app1", true, standby("app1").fenced(), promoted).kind()).isEqualTo(Kind.WAIT);
        assertThat(next("app1", false, standby("app1").fenced(), promoted).why()).contains("db1: holds data that nobody else has");
    }

    /** What a move leaves of the old server. */
    private static Sightings old() {
        return stopped("app1").fenced().follower();
    }

    private static Action next(String member, boolean patient, Sightings... seen) {
        return new Decision(Stream.of(seen).map(Sightings::value).toList(), member, patient).next();
    }

    private static Arguments row(String cutOff, Kind expected, String other, Sightings app1, Sightings db1) {
        return Arguments.of(cutOff, expected, other, app1, db1);
    }

    private static Arguments refused(String member, String words, Sightings... seen) {
        return Arguments.of(member, words, List.of(seen));
    }
}
