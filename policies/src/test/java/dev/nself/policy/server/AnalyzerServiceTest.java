package dev.nself.policy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import dev.nself.policy.PolicyPack;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.Value;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerGrpc.AnalyzerBlockingStub;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;
import pulumirpc.AnalyzerOuterClass.PolicyNotApplicable;
import pulumirpc.AnalyzerOuterClass.PolicySeverity;
import pulumirpc.AnalyzerOuterClass.PolicyType;
import pulumirpc.AnalyzerOuterClass.RemediateResponse;

/** The pack as the engine sees it: over its port, in the engine's order and out of it. */
class AnalyzerServiceTest {

    private static final String LAMP = "house:index:Lamp";
    private static final String URN = "urn:pulumi:dev::house::house:index:Lamp::hall";
    private static final Setting<Double> MOST = Setting.number("mostWatts", "the most watts", 1, 60);

    private static final PolicyPack PACK = new PolicyPack("house-rules", "1.2.3", "lamps", List.of(
            ResourcePolicy.of(Rule.mandatory("lamp-watts", "a lamp is dim", "bright lamps burn houses", "House 1").withSettings(MOST))
                    .on(LAMP, (lamp, verdict) -> {
                        if (lamp.get("watts").number().orElse(0.0) > verdict.setting(MOST)) {
                            verdict.violation(lamp.get("watts"), "must be low", "set watts to 40");
                        }
                    })
                    .remedy(LAMP, (lamp, verdict) -> lamp.properties().with("watts", 40)),
            ResourcePolicy.of(Rule.advisory("lamp-broken", "never asked", "it would throw", "House 2"))
                    .on("house:index:Fuse", (fuse, verdict) -> {
                        throw new IllegalStateException("blown by " + fuse.get("key").text().orElse(""));
                    }),
            new StackPolicy(Rule.advisory("lamp-count", "there is a lamp", "houses are dark at night", "House 3"), (stack, verdict) -> {
                if (stack.ofType(LAMP).isEmpty()) {
                    verdict.violation("has no lamp", "add one");
                }
                stack.ofType(LAMP).stream().filter(lamp -> !lamp.resource().options().protect())
                        .forEach(lamp -> verdict.about(lamp, () -> verdict.violation(lamp.get("watts"), "is not protected", "protect it")));
            })));

    private final CountDownLatch ended = new CountDownLatch(1);
    private Server server;
    private ManagedChannel channel;
    private AnalyzerBlockingStub engine;

    @BeforeEach
    void start() {
        server = PolicyServer.start(PACK, Clock.systemUTC(), ended::countDown);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
        engine = AnalyzerGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void tellsItsRulesBeforeItKnowsTheStack() {
        AnalyzerInfo info = engine.getAnalyzerInfo(Empty.getDefaultInstance());

        assertThat(info.getName()).isEqualTo("house-rules");
        assertThat(info.getVersion()).isEqualTo("1.2.3");
        assertThat(info.getSupportsConfig()).isTrue();
        assertThat(info.getPoliciesList()).extracting("name").containsExactly("lamp-broken", "lamp-count", "lamp-watts");
        assertThat(info.getPolicies(2).getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(info.getPolicies(2).getPolicyType()).isEqualTo(PolicyType.POLICY_TYPE_RESOURCE);
        assertThat(info.getPolicies(1).getPolicyType()).isEqualTo(PolicyType.POLICY_TYPE_STACK);
        assertThat(info.getPolicies(2).getSeverity()).isEqualTo(PolicySeverity.POLICY_SEVERITY_HIGH);
        Value schema = Wire.decode(info.getPolicies(2).getConfigSchema().getProperties());
        assertThat(schema.get("mostWatts")).isEqualTo(
                Value.of(Map.of("type", "number", "minimum", 1, "default", 60, "description", "the most watts")));
        assertThat(schema.get("exceptions").get("type").text()).contains("array");
    }

    @Test
    void answersEveryCallThatTheEngineMayLeaveOut() {
        assertThat(engine.handshake(AnalyzerHandshakeRequest.getDefaultInstance())).isNotNull();
        assertThat(engine.getPluginInfo(Empty.getDefaultInstance()).getVersion()).isEqualTo("1.2.3");
        assertThat(engine.configureStack(AnalyzerStackConfigureRequest.newBuilder().setStack("dev").build())).isNotNull();
    }

    @Test
    void namesRuleResourceValueReasonFixAndSource() {
        AnalyzeResponse response = engine.analyze(lamp(100));

        assertThat(response.getDiagnosticsList()).hasSize(1);
        AnalyzeDiagnostic told = response.getDiagnostics(0);
        assertThat(told.getPolicyName()).isEqualTo("lamp-watts");
        assertThat(told.getPolicyPackName()).isEqualTo("house-rules");
        assertThat(told.getPolicyPackVersion()).isEqualTo("1.2.3");
        assertThat(told.getEnforcementLevel()).isEqualTo(EnforcementLevel.MANDATORY);
        assertThat(told.getSeverity()).isEqualTo(PolicySeverity.POLICY_SEVERITY_HIGH);
        assertThat(told.getUrn()).isEqualTo(URN);
        assertThat(told.getMessage()).isEqualTo("""
                hall: watts: must be low, got 100
                  why: bright lamps burn houses
                  fix: set watts to 40
                  source: House 1""");
    }

    @Test
    void tellsWhichRulesDoNotApply() {
        assertThat(engine.analyze(lamp(10)).getDiagnosticsList()).isEmpty();
        assertThat(engine.analyze(lamp(10)).getNotApplicableList()).extracting(PolicyNotApplicable::getPolicyName).containsExactly("lamp-broken");
    }

    @Test
    void takesLevelsAndSettingsFromTheConfiguration() {
        configure("lamp-watts", EnforcementLevel.ADVISORY, Map.of("mostWatts", 80));
        assertThat(engine.analyze(lamp(100)).getDiagnostics(0).getEnforcementLevel()).isEqualTo(EnforcementLevel.ADVISORY);
        assertThat(engine.analyze(lamp(70)).getDiagnosticsList()).isEmpty();

        configure("lamp-watts", EnforcementLevel.DISABLED, Map.of());
        assertThat(engine.analyze(lamp(100)).getDiagnosticsList()).isEmpty();

        configure("all", EnforcementLevel.DISABLED, Map.of());
        assertThat(engine.analyze(lamp(100)).getDiagnosticsList()).isEmpty();
        assertThat(engine.analyzeStack(AnalyzeStackRequest.getDefaultInstance()).getDiagnosticsList()).isEmpty();
    }

    @Test
    void keepsTheConfigurationWhenTheStackIsToldLater() {
        configure("lamp-watts", EnforcementLevel.ADVISORY, Map.of());
        engine.configureStack(AnalyzerStackConfigureRequest.newBuilder().setStack("dev").setDryRun(true).build());
        assertThat(engine.analyze(lamp(100)).getDiagnostics(0).getEnforcementLevel()).isEqualTo(EnforcementLevel.ADVISORY);
    }

    @Test
    void refusesAConfigurationThatNoRuleUnderstands() {
        assertThatThrownBy(() -> configure("lamp-wats", EnforcementLevel.ADVISORY, Map.of()))
                .hasMessageContaining("lamp-wats: no rule of house-rules; allowed: all, lamp-broken, lamp-count, lamp-watts");
        assertThatThrownBy(() -> configure("lamp-watts", EnforcementLevel.ADVISORY, Map.of("mostWats", 3)))
                .hasMessageContaining("lamp-watts.mostWats: no setting of this rule; allowed: mostWatts, exceptions");
    }

    @Test
    void remediatesAtItsLevelOnly() {
        assertThat(engine.remediate(lamp(100)).getRemediationsList()).isEmpty();

        configure("lamp-watts", EnforcementLevel.REMEDIATE, Map.of());
        RemediateResponse response = engine.remediate(lamp(100));

        assertThat(response.getRemediationsList()).hasSize(1);
        assertThat(response.getRemediations(0).getPolicyName()).isEqualTo("lamp-watts");
        assertThat(response.getRemediations(0).getDiagnostic()).isEmpty();
        assertThat(Wire.decode(response.getRemediations(0).getProperties())).isEqualTo(Value.of(Map.of("watts", 40)));
        assertThat(engine.remediate(lamp(40)).getRemediationsList()).as("nothing to do").isEmpty();
    }

    @Test
    void judgesTheWholeStack() {
        AnalyzerResource lamp = AnalyzerResource.newBuilder().setUrn(URN).setType(LAMP).setName("hall").build();

        AnalyzeDiagnostic told = engine.analyzeStack(AnalyzeStackRequest.newBuilder().addResources(lamp).build()).getDiagnostics(0);
        assertThat(told.getUrn()).isEqualTo(URN);
        assertThat(told.getMessage()).startsWith("hall: watts: is not protected, got nothing");

        AnalyzerResource kept = lamp.toBuilder().setOptions(lamp.getOptions().toBuilder().setProtect(true)).build();
        assertThat(engine.analyzeStack(AnalyzeStackRequest.newBuilder().addResources(kept).build()).getDiagnosticsList()).isEmpty();
        assertThat(engine.analyzeStack(AnalyzeStackRequest.getDefaultInstance()).getDiagnostics(0).getMessage()).startsWith("the stack: has no lamp");
    }

    @Test
    void failsTheRunWithTheNameOfARuleThatThrowsAndWithoutSecrets() {
        AnalyzeRequest fuse = lamp(1).toBuilder()
                .setType("house:index:Fuse")
                .setProperties(Wire.encode(Value.of(Map.of("key", Value.of("correct horse").asSecret()))))
                .build();
        assertThatThrownBy(() -> engine.analyze(fuse))
                .hasMessageContaining("rule lamp-broken failed on " + URN)
                .hasMessageContaining("blown by [secret]")
                .hasMessageNotContaining("correct horse")
                .hasMessageContaining("AnalyzerServiceTest");
        assertThat(engine.analyze(lamp(10)).getDiagnosticsList()).as("still there").isEmpty();
    }

    @Test
    void endsWhenItIsCancelled() throws InterruptedException {
        engine.cancel(Empty.getDefaultInstance());
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void configure(String rule, EnforcementLevel level, Map<String, Object> settings) {
        engine.configure(ConfigureAnalyzerRequest.newBuilder()
                .putPolicyConfig(rule, PolicyConfig.newBuilder()
                        .setEnforcementLevel(level)
                        .setProperties(Wire.encode(Value.of(settings)))
                        .build())
                .build());
    }

    private static AnalyzeRequest lamp(int watts) {
        return AnalyzeRequest.newBuilder()
                .setUrn(URN)
                .setType(LAMP)
                .setName("hall")
                .setProperties(Wire.encode(Value.of(Map.of("watts", watts))))
                .build();
    }
}
