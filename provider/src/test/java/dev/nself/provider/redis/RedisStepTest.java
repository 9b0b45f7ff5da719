package dev.nself.provider.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.store.Mark;
import dev.nself.provider.store.Member;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From app1 to db1, from every state that a cut or a restart can leave. */
class RedisStepTest {

    private static final Member APP = new Member("app1", new Container("", "app1-redis"), "app1-redis", 6379);
    private static final Member DB = new Member("db1", new Container("", "db1-redis"), "10.0.0.2", 6379);
    private static final Mark HOLDS = Mark.primary(1);
    private static final Mark GIVES = Mark.handover(1, "db1");

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of("two masters", master(500), HOLDS, master(0), RedisStep.FOLLOW),
                Arguments.of("the new one was restarted while it copied", master(500), GIVES, master(0), RedisStep.FOLLOW),
                Arguments.of("the new one follows another", master(500), HOLDS, follows("10.0.0.3", 500, true), RedisStep.FOLLOW),
                Arguments.of("the first copy runs", master(500), HOLDS, follows("app1-redis", 0, false), RedisStep.WAIT),
                Arguments.of("far behind", master(9_000_000), HOLDS, follows("app1-redis", 500, true), RedisStep.WAIT),
                Arguments.of("near", master(9_000_000), HOLDS, follows("app1-redis", 8_999_000, true), RedisStep.HAND_OVER),
                Arguments.of("marked, still a master", master(500), GIVES, follows("app1-redis", 500, true), RedisStep.HAND_OVER),
                Arguments.of("giving away", giving(500), GIVES, follows("app1-redis", 500, true), RedisStep.WAIT),
                Arguments.of("given away", follows("10.0.0.2", 500, true), GIVES, master(500), RedisStep.COMMIT),
                Arguments.of("given away, not linked", follows("10.0.0.2", 500, false), GIVES, master(500), RedisStep.COMMIT),
                Arguments.of("the old one was restarted after it gave away", master(0), GIVES, master(500), RedisStep.FOLLOW));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("states")
    void followsFromWhatIsThere(String state, RedisView old, Mark mark, RedisView young, RedisStep next) {
        assertThat(RedisStep.next(APP, old, mark, DB, young)).isEqualTo(next);
    }

    static Stream<Arguments> strange() {
        return Stream.of(
                Arguments.of("the old one follows the new one, by another's order", follows("10.0.0.2", 5, true), HOLDS, master(5)),
                Arguments.of("it was given to another", follows("10.0.0.2", 5, true), Mark.handover(1, "db2"), master(5)),
                Arguments.of("the old one follows another", follows("10.0.0.9", 5, true), GIVES, master(5)),
                Arguments.of("both follow", follows("10.0.0.2", 5, true), GIVES, follows("app1-redis", 5, false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strange")
    void refusesWhatNoMoveLeaves(String state, RedisView old, Mark mark, RedisView young) {
        assertThatThrownBy(() -> RedisStep.next(APP, old, mark, DB, young))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageStartingWith("redis: app1 holds the data and follows ");
    }

    private static RedisView master(long offset) {
        return new RedisView(true, "", 0, false, offset, false, 1);
    }

    private static RedisView giving(long offset) {
        return new RedisView(true, "", 0, false, offset, true, 1);
    }

    private static RedisView follows(String host, long offset, boolean linked) {
        return new RedisView(false, host, 6379, linked, offset, false, 1);
    }
}
