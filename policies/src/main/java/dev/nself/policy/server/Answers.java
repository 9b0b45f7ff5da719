package dev.nself.policy.server;

import com.google.protobuf.Struct;
import dev.nself.policy.Diagnostic;
import dev.nself.policy.EnforcementLevel;
import dev.nself.policy.Judgement;
import dev.nself.policy.Policy;
import dev.nself.policy.PolicyPack;
import dev.nself.policy.Remediation;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pulumirpc.AnalyzerOuterClass;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.PolicyConfigSchema;
import pulumirpc.AnalyzerOuterClass.PolicyInfo;
import pulumirpc.AnalyzerOuterClass.PolicyNotApplicable;
import pulumirpc.AnalyzerOuterClass.PolicySeverity;
import pulumirpc.AnalyzerOuterClass.PolicyType;
import pulumirpc.AnalyzerOuterClass.RemediateResponse;

/**
 * What the pack says, in the engine's words.
 *
 * @param pack whose name and version every answer carries
 */
record Answers(PolicyPack pack) {

    AnalyzerInfo info() {
        AnalyzerInfo.Builder info = AnalyzerInfo.newBuilder()
                .setName(pack.name())
                .setDisplayName(pack.name())
                .setVersion(pack.version())
                .setDescription(pack.description())
                .setSupportsConfig(true);
        pack.policies().forEach(policy -> info.addPolicies(info(policy)));
        return info.build();
    }

    AnalyzeResponse analysis(Judgement judgement) {
        AnalyzeResponse.Builder response = AnalyzeResponse.newBuilder();
        judgement.diagnostics().forEach(diagnostic -> response.addDiagnostics(diagnostic(diagnostic)));
        judgement.notApplicable().forEach((id, reason) ->
                response.addNotApplicable(PolicyNotApplicable.newBuilder().setPolicyName(id).setReason(reason)));
        return response.build();
    }

    RemediateResponse remediations(List<Remediation> remediations) {
        RemediateResponse.Builder response = RemediateResponse.newBuilder();
        for (Remediation remediation : remediations) {
            AnalyzerOuterClass.Remediation.Builder made = response.addRemediationsBuilder()
                    .setPolicyName(remediation.rule().id())
                    .setPolicyPackName(pack.name())
                    .setPolicyPackVersion(pack.version())
                    .setDescription(remediation.rule().demand());
            remediation.properties().map(Wire::encode).ifPresent(made::setProperties);
            remediation.problem().ifPresent(made::setDiagnostic);
        }
        return response.build();
    }

    private AnalyzeDiagnostic diagnostic(Diagnostic diagnostic) {
        return AnalyzeDiagnostic.newBuilder()
                .setPolicyName(diagnostic.rule().id())
                .setPolicyPackName(pack.name())
                .setPolicyPackVersion(pack.version())
                .setDescription(diagnostic.rule().demand())
                .setMessage(diagnostic.message())
                .setEnforcementLevel(level(diagnostic.level()))
                .setSeverity(severity(diagnostic.rule().severity()))
                .setUrn(diagnostic.urn())
                .build();
    }

    private static PolicyInfo info(Policy policy) {
        Rule rule = policy.rule();
        return PolicyInfo.newBuilder()
                .setName(rule.id())
                .setDisplayName(rule.id())
                .setDescription(rule.demand())
                .setMessage(rule.reason())
                .setEnforcementLevel(level(rule.level()))
                .setSeverity(severity(rule.severity()))
                .setPolicyType(policy instanceof ResourcePolicy ? PolicyType.POLICY_TYPE_RESOURCE : PolicyType.POLICY_TYPE_STACK)
                .setConfigSchema(PolicyConfigSchema.newBuilder().setProperties(schema(rule)))
                .addAllTags(rule.sources())
                .build();
    }

    private static Struct schema(Rule rule) {
        Map<String, Object> properties = new LinkedHashMap<>();
        rule.allSettings().forEach(setting -> properties.put(setting.name(), setting.fullSchema()));
        return Wire.encode(Value.of(properties));
    }

    private static AnalyzerOuterClass.EnforcementLevel level(EnforcementLevel level) {
        return switch (level) {
            case ADVISORY -> AnalyzerOuterClass.EnforcementLevel.ADVISORY;
            case MANDATORY -> AnalyzerOuterClass.EnforcementLevel.MANDATORY;
            case REMEDIATE -> AnalyzerOuterClass.EnforcementLevel.REMEDIATE;
            case DISABLED -> AnalyzerOuterClass.EnforcementLevel.DISABLED;
        };
    }

    private static PolicySeverity severity(Severity severity) {
        return switch (severity) {
            case LOW -> PolicySeverity.POLICY_SEVERITY_LOW;
            case MEDIUM -> PolicySeverity.POLICY_SEVERITY_MEDIUM;
            case HIGH -> PolicySeverity.POLICY_SEVERITY_HIGH;
            case CRITICAL -> PolicySeverity.POLICY_SEVERITY_CRITICAL;
        };
    }
}
