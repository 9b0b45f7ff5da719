package dev.nself.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Clock LAST_DAY = Clock.fixed(Instant.parse("2026-06-30T23:59:00Z"), ZoneOffset.UTC);
    private static final Clock DAY_AFTER = Clock.fixed(Instant.parse("2026-07-01T00:01:00Z"), ZoneOffset.UTC);
    private static final String LAMP = "house:index:Lamp";

    private static final PolicyPack PACK = new PolicyPack("house-rules", "1.0.0", "lamps", List.of(
            ResourcePolicy.of(Rule.mandatory("lamp-watts", "a lamp is dim", "bright lamps burn houses", "House 1"))
                    .on(LAMP, (lamp, verdict) -> verdict.each(lamp.get("bulbs"), bulb -> {
                        if (bulb.get("watts").number().orElse(0.0) > 60) {
                            verdict.violation(bulb.get("watts"), "must be low", "set watts to 40, not as in " + lamp.get("key").text().orElse(""));
                        }
                    }))
                    .remedy(LAMP, (lamp, verdict) -> lamp.properties().with("bulbs", List.of()))));

    private static final Resource STACK =
            new Resource("urn:stack", "pulumi:pulumi:Stack", "house-dev", Value.of(Map.of()), ResourceOptions.NONE);

    @Test
    void anUnknownValueHidesNoFaultBesideIt() {
        Judgement judged = judge(LAST_DAY).resource(lamp(Value.of(List.of(
                Map.of("watts", Value.unknown()), Map.of("watts", 100), Value.unknown()))));
        assertThat(judged.diagnostics()).extracting(Diagnostic::level)
                .containsExactly(EnforcementLevel.MANDATORY, EnforcementLevel.ADVISORY, EnforcementLevel.ADVISORY);
        assertThat(judged.diagnostics().get(0).violation().orElseThrow().path()).isEqualTo("bulbs[1].watts");
        assertThat(judged.diagnostics().get(1).message())
                .startsWith("hall: bulbs[0].watts: can't tell until the update: the value is not known yet");
        assertThat(judged.diagnostics().get(2).message()).startsWith("hall: bulbs[2].watts: can't tell");
    }

    @Test
    void whatSeveralRulesCannotTellOfOneValueIsSaidOnce() {
        List<Policy> rules = Stream.of("lamp-first", "lamp-second").<Policy>map(id ->
                ResourcePolicy.of(Rule.mandatory(id, "a lamp has a colour", "it is dark", "house rules"))
                        .on(LAMP, (lamp, verdict) -> lamp.properties().get("colour").text())).toList();
        Resource lamp = new Resource("urn:lamp", LAMP, "hall", Value.of(Map.of("colour", Value.unknown())), ResourceOptions.NONE);
        assertThat(Judge.of(new PolicyPack("house", "1.0.0", "lamps", rules), Clock.systemUTC()).resource(lamp).diagnostics())
                .singleElement().satisfies(told -> assertThat(told.message()).contains("colour: can't tell")
                        .endsWith("the same for: lamp-second"));
    }

    @Test
    void aSecretValueIsNotShownEvenWhereARulePutsItIntoItsWords() {
        Resource lamp = lamp(Value.of(List.of(Map.of("watts", 1234567))).asSecret());
        String message = judge(LAST_DAY).resource(lamp).diagnostics().get(0).message();
        assertThat(message).contains("got [secret]").contains("not as in [secret]").doesNotContain("1234567").doesNotContain("correct horse");
    }

    @Test
    void anExceptionLetsOneResourceBreakARuleUntilItsLastDay() {
        Judge judge = judge(LAST_DAY).configured(exceptionFor("hall"));
        Diagnostic told = judge.resource(bright()).diagnostics().get(0);
        assertThat(told.level()).isEqualTo(EnforcementLevel.ADVISORY);
        assertThat(told.message()).contains("excepted until 2026-06-30: the hall is being painted");
        assertThat(judge(LAST_DAY).configured(exceptionFor("kitchen")).resource(bright()).diagnostics().get(0).level())
                .isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(judge(LAST_DAY).configured(exceptionFor(bright().urn())).resource(bright()).diagnostics().get(0).level())
                .isEqualTo(EnforcementLevel.ADVISORY);
    }

    @Test
    void anExceptionIsToldInEveryRunAndFailsOnceItHasEnded() {
        Diagnostic valid = judge(LAST_DAY).configured(exceptionFor("attic")).resource(STACK).diagnostics().get(0);
        assertThat(valid.level()).isEqualTo(EnforcementLevel.ADVISORY);
        assertThat(valid.message()).isEqualTo("attic: exception until 2026-06-30: the hall is being painted");

        Judge after = judge(DAY_AFTER).configured(exceptionFor("hall"));
        Diagnostic ended = after.resource(STACK).diagnostics().get(0);
        assertThat(ended.level()).isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(ended.message()).startsWith("hall: exception ended on 2026-06-30");
        Diagnostic broken = after.resource(bright()).diagnostics().get(0);
        assertThat(broken.level()).isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(broken.message()).contains("its exception ended on 2026-06-30");
    }

    @Test
    void anExceptionNeedsAReasonAndADay() {
        assertThatThrownBy(() -> judge(LAST_DAY).configured(exception("hall", "because", "2026-06-30")))
                .isInstanceOf(InvalidConfig.class)
                .hasMessage("lamp-watts.exceptions[0].reason: at least 10 characters are needed, got because");
        assertThatThrownBy(() -> judge(LAST_DAY).configured(exception("hall", "the hall is being painted", "never")))
                .hasMessage("lamp-watts.exceptions[0].until: no day, got never; allowed: YYYY-MM-DD");
    }

    @Test
    void anExceptedResourceIsNotPutRight() {
        PolicyConfig remediate = new PolicyConfig(Optional.of(EnforcementLevel.REMEDIATE), Value.absent());
        PolicyConfig excepted = new PolicyConfig(Optional.of(EnforcementLevel.REMEDIATE), exceptionFor("hall").get("lamp-watts").settings());
        assertThat(judge(LAST_DAY).configured(Map.of("lamp-watts", remediate)).remediate(bright())).hasSize(1);
        assertThat(judge(LAST_DAY).configured(Map.of("lamp-watts", excepted)).remediate(bright())).isEmpty();
    }

    @Test
    void aLevelForAllYieldsToARulesOwn() {
        Map<String, PolicyConfig> config = Map.of(
                "all", PolicyConfig.level(EnforcementLevel.DISABLED), "lamp-watts", PolicyConfig.level(EnforcementLevel.ADVISORY));
        assertThat(judge(LAST_DAY).configured(config).resource(bright()).diagnostics()).extracting(Diagnostic::level)
                .containsExactly(EnforcementLevel.ADVISORY);
    }

    private static Judge judge(Clock clock) {
        return Judge.of(PACK, clock);
    }

    private static Resource bright() {
        return lamp(Value.of(List.of(Map.of("watts", 100))));
    }

    private static Resource lamp(Value bulbs) {
        Value properties = Value.of(Map.of("bulbs", bulbs, "key", Value.of("correct horse").asSecret()));
        return new Resource("urn:hall", LAMP, "hall", properties, ResourceOptions.NONE);
    }

    private static Map<String, PolicyConfig> exceptionFor(String resource) {
        return exception(resource, "the hall is being painted", "2026-06-30");
    }

    private static Map<String, PolicyConfig> exception(String resource, String reason, String until) {
        return Map.of("lamp-watts", PolicyConfig.settings(Value.of(Map.of(
                "exceptions", List.of(Map.of("resource", resource, "reason", reason, "until", until))))));
    }
}
