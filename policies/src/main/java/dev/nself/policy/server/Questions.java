package dev.nself.policy.server;

import com.google.protobuf.Struct;
import dev.nself.policy.EnforcementLevel;
import dev.nself.policy.PolicyConfig;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourceOptions;
import dev.nself.policy.Run;
import dev.nself.policy.Stack;
import dev.nself.policy.StackResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerResourceOptions;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;

/** What the engine asks, in the SDK's words. */
final class Questions {

    private Questions() {}

    static Run run(AnalyzerStackConfigureRequest request) {
        return new Run(
                request.getProject(),
                request.getStack(),
                request.getOrganization(),
                request.getDryRun(),
                request.getConfigMap(),
                List.copyOf(request.getConfigSecretKeysList()),
                request.getTagsMap());
    }

    static Map<String, PolicyConfig> config(ConfigureAnalyzerRequest request) {
        Map<String, PolicyConfig> config = new LinkedHashMap<>();
        request.getPolicyConfigMap().forEach((id, given) -> config.put(id,
                new PolicyConfig(Optional.of(level(given.getEnforcementLevel())), Wire.decode(given.getProperties()))));
        return config;
    }

    static Resource resource(AnalyzeRequest request) {
        return resource(request.getUrn(), request.getType(), request.getName(), request.getProperties(), request.getOptions());
    }

    static Stack stack(AnalyzeStackRequest request) {
        return new Stack(request.getResourcesList().stream().map(Questions::stackResource).toList());
    }

    private static StackResource stackResource(AnalyzerResource asked) {
        Map<String, List<String>> propertyDependencies = new LinkedHashMap<>();
        asked.getPropertyDependenciesMap().forEach((property, urns) ->
                propertyDependencies.put(property, List.copyOf(urns.getUrnsList())));
        return new StackResource(
                resource(asked.getUrn(), asked.getType(), asked.getName(), asked.getProperties(), asked.getOptions()),
                asked.getParent(),
                List.copyOf(asked.getDependenciesList()),
                propertyDependencies);
    }

    private static Resource resource(
            String urn, String type, String name, Struct properties, AnalyzerResourceOptions options) {
        return new Resource(urn, type, name, Wire.decode(properties), new ResourceOptions(
                options.getParent(),
                options.getProtect(),
                List.copyOf(options.getIgnoreChangesList()),
                options.getDeleteBeforeReplaceDefined() ? Optional.of(options.getDeleteBeforeReplace()) : Optional.empty(),
                List.copyOf(options.getAdditionalSecretOutputsList()),
                List.copyOf(options.getAliasesList())));
    }

    private static EnforcementLevel level(pulumirpc.AnalyzerOuterClass.EnforcementLevel level) {
        return switch (level) {
            case ADVISORY -> EnforcementLevel.ADVISORY;
            case MANDATORY -> EnforcementLevel.MANDATORY;
            case REMEDIATE -> EnforcementLevel.REMEDIATE;
            case DISABLED -> EnforcementLevel.DISABLED;
            case UNRECOGNIZED -> throw new IllegalArgumentException("enforcement level: not known to this pack, got " + level);
        };
    }
}
