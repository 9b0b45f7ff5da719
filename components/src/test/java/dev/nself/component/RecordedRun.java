package dev.nself.component;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.internal.MockMonitor;
import com.pulumi.test.internal.PulumiTestInternal;
import dev.nself.config.PlatformArgs;
import dev.nself.config.UserFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/**
 * A program run against the SDK's mocks: every resource as the engine would be asked for it, options and secret
 * marks included, which the mocks themselves do not show.
 */
final class RecordedRun {
    /** Part of every generated secret in whatever encoding; with it, characters that each encoding changes. */
    static final String SECRET = "GENERATED-";
    static final String ODD_CHARACTERS = "@/+ \"\n";

    private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
    private static final String SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

    private final List<Made> made = Collections.synchronizedList(new ArrayList<>());
    private final SortedMap<String, String> engines = new TreeMap<>();

    /**
     * A resource.
     *
     * @param urn what the engine calls it
     * @param request all that was asked for
     */
    record Made(String urn, RegisterResourceRequest request) {
        String type() {
            return request.getType();
        }

        String name() {
            return request.getName();
        }

        /** An input with its secret mark taken off; an empty value when it is not set. */
        Value input(String key) {
            Value value = request.getObject().getFieldsOrDefault(key, Value.getDefaultInstance());
            return RecordedRun.isSecret(value) ? value.getStructValue().getFieldsOrThrow("value") : value;
        }

        boolean isSecret(String key) {
            return RecordedRun.isSecret(request.getObject().getFieldsOrDefault(key, Value.getDefaultInstance()));
        }

        List<String> texts(String key) {
            return input(key).getListValue().getValuesList().stream().map(Value::getStringValue).toList();
        }

        /** Everything in the inputs that is not marked as a secret, keys included. */
        String plainText() {
            return RecordedRun.withoutSecrets(Value.newBuilder().setStructValue(request.getObject()).build()).toString();
        }
    }

    /** Runs a program that defines one platform. */
    static RecordedRun of(String stack, PlatformArgs args, UserFiles files) {
        RecordedRun run = new RecordedRun();
        try {
            PulumiTestInternal.builder()
                    .options(TestOptions.builder().projectName("nself").stackName(stack).build())
                    .mocks(run.mocks())
                    .monitorDecorator(ignored -> run.monitor())
                    .build()
                    .runTest(context -> {
                        Platform platform = new Platform("nself", stack, args, files, ComponentResourceOptions.Empty);
                        context.export("caCertificate", platform.caCertificate());
                        run.engines.putAll(platform.engines());
                    })
                    .throwOnError();
        } finally {
            PulumiTest.cleanup();
        }
        return run;
    }

    /** What the platform says of its servers. */
    SortedMap<String, String> engines() {
        return engines;
    }

    List<Made> resources() {
        return List.copyOf(made);
    }

    Stream<Made> ofType(String type) {
        return resources().stream().filter(resource -> resource.type().equals(type));
    }

    Made named(String type, String name) {
        return ofType(type).filter(resource -> resource.name().equals(name)).findFirst().orElseThrow();
    }

    private Mocks mocks() {
        return asked -> {
            Map<String, Object> state = new HashMap<>(asked.inputs);
            switch (asked.type) {
                case "nself:index:Secret" -> {
                    state.put("value", Output.ofSecret(SECRET + asked.name + ODD_CHARACTERS));
                    state.put("publicKey", "PUBLIC-" + asked.name);
                }
                case "nself:index:CertificateAuthority", "nself:index:Certificate" -> {
                    state.put("certificate", "CERTIFICATE-" + asked.name);
                    state.put("chain", "CHAIN-" + asked.name);
                    state.put("privateKey", Output.ofSecret(SECRET + asked.name));
                }
                case "nself:index:LocalImage", "docker:index/remoteImage:RemoteImage" ->
                    state.put("imageId", "sha256:" + asked.inputs.get("name"));
                case "docker:index/image:Image" -> state.put("repoDigest", "sha256:" + asked.name);
                default -> { }
            }
            return CompletableFuture.completedFuture(
                    Mocks.ResourceResult.of(Optional.of("id-of-" + asked.name), state));
        };
    }

    private MockMonitor monitor() {
        return new MockMonitor(mocks(), PulumiTestInternal.mockLog()) {
            @Override
            public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                    com.pulumi.resources.Resource resource, RegisterResourceRequest request) {
                return super.registerResourceAsync(resource, request).thenApply(response -> {
                    made.add(new Made(response.getUrn(), request));
                    return response;
                });
            }
        };
    }

    private static boolean isSecret(Value value) {
        Map<String, Value> fields = value.getStructValue().getFieldsMap();
        return fields.containsKey(SIGNATURE) && fields.get(SIGNATURE).getStringValue().equals(SECRET_SIGNATURE);
    }

    private static Value withoutSecrets(Value value) {
        if (isSecret(value)) {
            return Value.newBuilder().setStringValue("[secret]").build();
        }
        Value.Builder plain = value.toBuilder();
        if (value.hasStructValue()) {
            Struct.Builder fields = Struct.newBuilder();
            value.getStructValue().getFieldsMap().forEach((key, field) -> fields.putFields(key, withoutSecrets(field)));
            plain.setStructValue(fields);
        } else if (value.hasListValue()) {
            plain.getListValueBuilder().clearValues();
            value.getListValue().getValuesList().forEach(item -> plain.getListValueBuilder().addValues(withoutSecrets(item)));
        }
        return plain.build();
    }
}
