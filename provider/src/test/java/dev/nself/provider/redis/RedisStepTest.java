package dev.nself.provider.redis;

import static dev.nself.provider.redis.RedisStep.COMMIT;
import static dev.nself.provider.redis.RedisStep.FOLLOW;
import static dev.nself.provider.redis.RedisStep.HAND_OVER;
import static dev.nself.provider.redis.RedisStep.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
                arguments("two masters", master(500), HOLDS, master(0), FOLLOW),
                arguments("the new one was restarted while it copied", master(500), GIVES, master(0), FOLLOW),
                arguments("the new one follows another", master(500), HOLDS, follows("10.0.0.3", 500, true), FOLLOW),
                arguments("the first copy runs", master(500), HOLDS, follows("app1-redis", 0, false), WAIT),
                arguments("far behind", master(9_000_000), HOLDS, follows("app1-redis", 500, true), WAIT),
                arguments("near", master(9_000_000), HOLDS, follows("app1-redis", 8_999_000, true), HAND_OVER),
                arguments("marked, a master", master(500), GIVES, follows("app1-redis", 500, true), HAND_OVER),
                arguments("giving away", giving(500), GIVES, follows("app1-redis", 500, true), WAIT),
                arguments("given away", follows("10.0.0.2", 500, true), GIVES, master(500), COMMIT),
                arguments("given away, not linked", follows("10.0.0.2", 500, false), GIVES, master(500), COMMIT),
                arguments("the old one was restarted after it gave away", master(0), GIVES, master(500), FOLLOW));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("states")
    void followsFromWhatIsThere(String state, RedisView old, Mark mark, RedisView young, RedisStep next) {
        assertThat(RedisStep.next(APP, old, mark, DB, young)).isEqualTo(next);
    }

    static Stream<Arguments> strange() {
        return Stream.of(
                arguments("by another's order", follows("10.0.0.2", 5, true), HOLDS, master(5)),
                arguments("it was given to another", follows("10.0.0.2", 5, true), Mark.handover(1, "db2"), master(5)),
                arguments("the old one follows another", follows("10.0.0.9", 5, true), GIVES, master(5)),
                arguments("both follow", follows("10.0.0.2", 5, true), GIVES, follows("app1-redis", 5, false)));
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
