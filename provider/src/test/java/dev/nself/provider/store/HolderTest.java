package dev.nself.provider.store;

import static dev.nself.provider.store.Mark.COPY;
import static dev.nself.provider.store.Mark.NONE;
import static dev.nself.provider.store.Mark.handover;
import static dev.nself.provider.store.Mark.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that are on app1 and shall be on db1, and every state that a cut can leave. */
class HolderTest {

    private static final boolean FILLED = true;
    private static final boolean EMPTY = false;

    static Stream<Arguments> states() {
        return Stream.of(
                arguments("nothing was ever stored", app(NONE, EMPTY), db(NONE, EMPTY), "nobody"),
                arguments("a platform from before there were marks", app(NONE, FILLED), db(NONE, EMPTY), "app1"),
                arguments("as it stands between moves", app(primary(1), EMPTY), db(NONE, EMPTY), "app1"),
                arguments("cut while the new one copied", app(primary(1), EMPTY), db(COPY, EMPTY), "app1"),
                arguments("cut before the new one took over", app(handover(1, "db1"), EMPTY), db(COPY, EMPTY), "app1"),
                arguments("cut before the routes moved", app(handover(1, "db1"), EMPTY), db(primary(2), EMPTY), "db1"),
                arguments("the old container is gone", gone("app1"), db(primary(2), EMPTY), "db1"),
                arguments("the old server is gone", down("app1"), db(primary(2), EMPTY), "db1"),
                arguments("moved there and back", app(primary(3), EMPTY), db(handover(2, "app1"), EMPTY), "app1"),
                arguments("moving there again", app(primary(3), EMPTY), db(COPY, EMPTY), "app1"),
                arguments("giving there again", app(handover(3, "db1"), EMPTY), db(COPY, EMPTY), "app1"),
                arguments("given there again", app(handover(3, "db1"), EMPTY), db(primary(4), EMPTY), "db1"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("states")
    void isFoundFromTheMarks(String state, Place app, Place db, String holder) {
        assertThat(Holder.of("redis", "db1", "app1", List.of(app, db)).map(Place::name).orElse("nobody"))
                .isEqualTo(holder);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("two say they are it", app(primary(1), EMPTY), db(primary(2), EMPTY), "app1 and db1 each"),
                arguments("a backup was put back", app(primary(1), EMPTY), db(handover(2, "app1"), EMPTY),
                        "db1 has given away newer data than app1 holds"),
                arguments("two hold data without marks", app(NONE, FILLED), db(NONE, FILLED), "both hold data"),
                arguments("the new one holds something else", app(primary(1), EMPTY), db(NONE, FILLED),
                        "db1 holds data of unknown origin"),
                arguments("the new one is down", app(primary(1), EMPTY), down("db1"), "it is not reachable"),
                arguments("the new one is not there", app(primary(1), EMPTY), gone("db1"), "it is not there"),
                arguments("the receiver's volume was lost", app(handover(1, "db1"), EMPTY), db(NONE, EMPTY),
                        "app1 was giving the data to db1, which is without a mark"),
                arguments("the old one is down", down("app1"), db(NONE, EMPTY), "app1 cannot be reached and may hold"),
                arguments("the old one is down while it was copied", down("app1"), db(COPY, EMPTY),
                        "app1 cannot be reached and may hold the data"),
                arguments("the old one's container was removed by hand", gone("app1"), db(NONE, EMPTY),
                        "app1 held the data and is not there"),
                arguments("only a copy is left", app(NONE, EMPTY), db(COPY, EMPTY), "db1 holds a copy only"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("refusals")
    void isNotGuessed(String state, Place app, Place db, String reason) {
        assertThatThrownBy(() -> Holder.of("redis", "db1", "app1", List.of(app, db)))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageStartingWith("redis: ")
                .hasMessageContaining(reason)
                .hasMessageContaining("; nothing was changed; ");
    }

    @Test
    void whoeverAsksForTheOldServerAgainNeedsTheReceiversWord() {
        Place giving = app(handover(1, "db1"), EMPTY);

        assertThat(Holder.of("redis", "app1", "app1", List.of(giving, db(COPY, EMPTY))).map(Place::name))
                .contains("app1");
        assertThatThrownBy(() -> Holder.of("redis", "app1", "app1", List.of(giving, down("db1"))))
                .hasMessageContaining("app1 was giving the data to db1, which is not reachable");
        assertThatThrownBy(() -> Holder.of("redis", "app1", "app1", List.of(giving)))
                .hasMessageContaining("app1 was giving the data to db1, which is not among the candidates");
    }

    @Test
    void aServerThatIsDownIsNoMatterOnceAnotherSaysThatItHoldsTheData() {
        assertThat(Holder.of("redis", "app1", "", List.of(app(primary(1), EMPTY), down("db1"))).map(Place::name))
                .contains("app1");
    }

    @Test
    void theFirstRunIsFreeToBegin() {
        assertThat(Holder.of("redis", "app1", "", List.of(app(NONE, EMPTY), gone("db1")))).isEmpty();
    }

    @Test
    void theTargetIsACandidate() {
        assertThatThrownBy(() -> Holder.of("redis", "db2", "", List.of(app(NONE, EMPTY))))
                .hasMessageContaining("db2 is not among the candidates");
    }

    private static Place app(Mark mark, boolean filled) {
        return new Place(member("app1"), Place.Reach.FOUND, mark, filled);
    }

    private static Place db(Mark mark, boolean filled) {
        return new Place(member("db1"), Place.Reach.FOUND, mark, filled);
    }

    private static Place gone(String name) {
        return Place.absent(member(name));
    }

    private static Place down(String name) {
        return Place.unreachable(member(name));
    }

    private static Member member(String name) {
        return new Member(name, new Container("", name), name, 6379);
    }
}
