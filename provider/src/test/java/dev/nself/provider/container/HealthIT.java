package dev.nself.provider.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthIT {

    private static final String REDIS = "redis:8.0.4-bookworm";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RecordedCall call = new RecordedCall();

    private Health of(TestContainer container) {
        return new Health(new Container("", container.name()), call);
    }

    private static String engineSays(TestContainer container) {
        return TestContainer.docker("container", "inspect", "--format", "{{.State.Health.Status}}", container.name()).output().strip();
    }

    @Test
    void aPassingCheckIsEnoughLongBeforeTheEngineAsks() {
        try (TestContainer redis = TestContainer.start("health-fast", REDIS,
                "--health-cmd", "redis-cli ping", "--health-interval", "600s", "--", "redis-server")) {
            of(redis).awaitWorking(LONG);

            assertThat(engineSays(redis)).isEqualTo("starting");
        }
    }

    @Test
    void anOptionalOneThatRunsAndDoesNotWorkIsToldOfWithItsLastLines() {
        try (TestContainer redis = TestContainer.start("health-optional", REDIS,
                "--health-cmd", "false", "--health-interval", "1s", "--", "sh", "-c", "echo no certificate yet; sleep 600")) {
            of(redis).awaitWorkingOrWarn(Duration.ofSeconds(3));

            assertThat(call.warnings).singleElement().asString()
                    .contains(redis.name(), "not healthy after", "no certificate yet");
        }
    }

    @Test
    void anOptionalOneThatDoesNotRunFails() {
        try (TestContainer redis = TestContainer.start("health-ended", REDIS, "--health-cmd", "true", "--", "true")) {
            assertThatThrownBy(() -> of(redis).awaitWorkingOrWarn(Duration.ofSeconds(3)))
                    .isInstanceOf(ResourceFailure.class)
                    .hasMessageContaining(redis.name());
            assertThat(call.warnings).isEmpty();
        }
    }

    @Test
    void anOptionalOneThatWorksIsNotSpokenOf() {
        try (TestContainer redis = TestContainer.start("health-works", REDIS, "--health-cmd", "redis-cli ping", "--", "redis-server")) {
            of(redis).awaitWorkingOrWarn(LONG);

            assertThat(call.warnings).isEmpty();
        }
    }

    @Test
    void theEngineSOwnWordIsWaitedForWhereItIsAskedFor() {
        try (TestContainer redis = TestContainer.start("health-engine", REDIS,
                "--health-cmd", "redis-cli ping", "--health-interval", "2s", "--", "redis-server")) {
            of(redis).awaitHealthy(LONG);

            assertThat(engineSays(redis)).isEqualTo("healthy");
        }
    }

    @Test
    void aCheckThatNeverPassesFailsWithTheLastLinesOfTheLog() {
        try (TestContainer redis = TestContainer.start("health-never", REDIS,
                "--health-cmd", "false", "--health-interval", "1s", "--", "sh", "-c", "echo cannot find my data; sleep 600")) {
            assertThatThrownBy(() -> of(redis).awaitWorking(Duration.ofSeconds(3)))
                    .isInstanceOf(ResourceFailure.class)
                    .hasMessageContaining(redis.name())
                    .hasMessageContaining("not healthy after")
                    .hasMessageContaining("cannot find my data");
        }
    }

    @Test
    void aProgramThatEndsAgainAndAgainIsGivenUpBeforeTheTimeIsOver() {
        try (TestContainer redis = TestContainer.start("health-crash", REDIS,
                "--restart", "always", "--health-cmd", "true", "--", "sh", "-c", "echo wrong settings; exit 3")) {
            assertThatThrownBy(() -> of(redis).awaitHealthy(Duration.ofMinutes(5)))
                    .isInstanceOf(ResourceFailure.class)
                    .hasMessageContaining("restarted")
                    .hasMessageContaining("last exit code 3")
                    .hasMessageContaining("wrong settings");
        }
    }
}
