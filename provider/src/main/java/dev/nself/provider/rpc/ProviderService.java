package dev.nself.provider.rpc;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.ConfigureResponse;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.GetSchemaRequest;
import pulumirpc.Provider.GetSchemaResponse;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.Provider.InvokeResponse;
import pulumirpc.Provider.ProviderHandshakeRequest;
import pulumirpc.Provider.ProviderHandshakeResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import pulumirpc.ResourceProviderGrpc.ResourceProviderImplBase;

/** The engine's calls, turned into calls on {@link ResourceType}s over plain values. */
final class ProviderService extends ResourceProviderImplBase {

    /** What the engine itself keeps among a provider's arguments. */
    private static final Set<String> ENGINE_ARGUMENTS =
            Set.of("version", "pluginDownloadURL", "pluginChecksums", "parameterization");

    private final ProviderPackage provided;
    private final ConfigHandler config;
    private final RunningCalls calls;

    ProviderService(ProviderPackage provided, ConfigHandler config, RunningCalls calls) {
        this.provided = provided;
        this.config = config;
        this.calls = calls;
    }

    @Override
    public void handshake(ProviderHandshakeRequest request, StreamObserver<ProviderHandshakeResponse> observer) {
        answer(observer, () -> ProviderHandshakeResponse.newBuilder().setAcceptSecrets(true).build());
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        answer(observer, () -> PluginInfo.newBuilder().setVersion(provided.version()).build());
    }

    @Override
    public void getSchema(GetSchemaRequest request, StreamObserver<GetSchemaResponse> observer) {
        answer(observer, () -> GetSchemaResponse.newBuilder().setSchema(provided.schema()).build());
    }

    @Override
    public void checkConfig(CheckRequest request, StreamObserver<CheckResponse> observer) {
        answer(observer, () -> {
            Struct known = known(request.getNews());
            Map<String, Object> values = ConfigValues.decode(PropertyBag.of(known).values());
            return CheckResponse.newBuilder()
                    .setInputs(known)
                    .addAllFailures(failures(config.check(values)))
                    .build();
        });
    }

    @Override
    public void diffConfig(DiffRequest request, StreamObserver<DiffResponse> observer) {
        // Another configuration reaches the same things in another way; nothing is replaced for it.
        boolean same = request.getOldInputs().equals(request.getNews());
        answer(observer, () -> DiffResponse.newBuilder()
                .setChanges(same ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME)
                .build());
    }

    @Override
    public void configure(ConfigureRequest request, StreamObserver<ConfigureResponse> observer) {
        answer(observer, () -> {
            config.configure(ConfigValues.decode(PropertyBag.of(request.getArgs()).values()));
            return ConfigureResponse.newBuilder()
                    .setAcceptSecrets(true)
                    .setSupportsPreview(true)
                    .build();
        });
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
        answer(observer, () -> {
            PropertyBag news = PropertyBag.of(request.getNews());
            Checked checked = provided.type(request.getUrn())
                    .check(PropertyBag.of(request.getOlds()).values(), news.values());
            return CheckResponse.newBuilder()
                    .setInputs(PropertyBag.encode(checked.inputs(), List.of(news), Set.of()))
                    .addAllFailures(failures(checked.failures()))
                    .build();
        });
    }

    @Override
    public void diff(DiffRequest request, StreamObserver<DiffResponse> observer) {
        answer(observer, () -> {
            Map<String, Object> oldInputs = PropertyBag.of(request.getOldInputs()).values();
            Map<String, Object> news = PropertyBag.of(request.getNews()).values();
            Difference difference = provided.type(request.getUrn())
                    .diff(request.getId(), oldInputs, PropertyBag.of(request.getOlds()).values(), news);
            return Differences.toResponse(difference, oldInputs, news);
        });
    }

    @Override
    public void create(CreateRequest request, StreamObserver<CreateResponse> observer) {
        answer(observer, () -> {
            ResourceType type = provided.type(request.getUrn());
            PropertyBag inputs = PropertyBag.of(request.getProperties());
            if (request.getPreview()) {
                Map<String, Object> outputs = new LinkedHashMap<>(inputs.values());
                type.computedOutputs().forEach(name -> outputs.put(name, Unknown.VALUE));
                return CreateResponse.newBuilder()
                        .setProperties(PropertyBag.encode(outputs, List.of(inputs), type.secretOutputs()))
                        .build();
            }
            State state = work(type, request.getUrn(), request.getTimeout(), inputs, request.getProperties(),
                    call -> type.create(call, inputs.values()));
            return CreateResponse.newBuilder()
                    .setId(state.id())
                    .setProperties(PropertyBag.encode(state.outputs(), List.of(inputs), type.secretOutputs()))
                    .build();
        });
    }

    @Override
    public void read(ReadRequest request, StreamObserver<ReadResponse> observer) {
        answer(observer, () -> {
            ResourceType type = provided.type(request.getUrn());
            PropertyBag inputs = PropertyBag.of(request.getInputs());
            PropertyBag outputs = PropertyBag.of(request.getProperties());
            Optional<State> found = calls.run(request.getUrn(), request.getTimeout(),
                    call -> type.read(call, request.getId(), inputs.values(), outputs.values()));
            return found.map(state -> toResponse(type, state, inputs, outputs))
                    .orElse(ReadResponse.getDefaultInstance());
        });
    }

    @Override
    public void update(UpdateRequest request, StreamObserver<UpdateResponse> observer) {
        answer(observer, () -> {
            ResourceType type = provided.type(request.getUrn());
            PropertyBag oldInputs = PropertyBag.of(request.getOldInputs());
            PropertyBag olds = PropertyBag.of(request.getOlds());
            PropertyBag news = PropertyBag.of(request.getNews());
            Map<String, Object> outputs;
            if (request.getPreview()) {
                calls.run(request.getUrn(), request.getTimeout(), call -> {
                    type.foretell(call, oldInputs.values(), news.values());
                    return null;
                });
                outputs = type.previewUpdate(oldInputs.values(), olds.values(), news.values());
            } else {
                outputs = work(type, request.getUrn(), request.getTimeout(), news, request.getNews(),
                                call -> type.update(
                                        call, request.getId(), oldInputs.values(), olds.values(), news.values()))
                        .outputs();
            }
            return UpdateResponse.newBuilder()
                    .setProperties(PropertyBag.encode(outputs, List.of(news, olds), type.secretOutputs()))
                    .build();
        });
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<Empty> observer) {
        answer(observer, () -> {
            ResourceType type = provided.type(request.getUrn());
            calls.run(request.getUrn(), request.getTimeout(), call -> {
                type.delete(
                        call,
                        request.getId(),
                        PropertyBag.of(request.getOldInputs()).values(),
                        PropertyBag.of(request.getProperties()).values());
                return null;
            });
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> observer) {
        answer(observer, () -> {
            calls.cancel();
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void invoke(InvokeRequest request, StreamObserver<InvokeResponse> observer) {
        answer(observer, () -> {
            throw Status.UNIMPLEMENTED
                    .withDescription("provider " + provided.name() + " has no functions, got " + request.getTok())
                    .asRuntimeException();
        });
    }

    private Struct known(Struct config) {
        Struct.Builder known = Struct.newBuilder();
        config.getFieldsMap().forEach((name, value) -> {
            if (ENGINE_ARGUMENTS.contains(name) || name.startsWith("__") || this.config.knows(name)) {
                known.putFields(name, value);
            }
        });
        return known.build();
    }

    private State work(
            ResourceType type,
            String urn,
            double timeoutSeconds,
            PropertyBag inputs,
            Struct encodedInputs,
            Function<Call, State> work) {
        try {
            return calls.run(urn, timeoutSeconds, work);
        } catch (ResourceFailure failure) {
            State partial = failure.partial().orElseThrow(() -> failure);
            Struct outputs = PropertyBag.encode(partial.outputs(), List.of(inputs), type.secretOutputs());
            throw Failures.halfMade(failure, partial.id(), encodedInputs, outputs);
        }
    }

    private static ReadResponse toResponse(ResourceType type, State state, PropertyBag inputs, PropertyBag outputs) {
        List<PropertyBag> origins = List.of(inputs, outputs);
        return ReadResponse.newBuilder()
                .setId(state.id())
                .setInputs(PropertyBag.encode(state.inputs(), origins, Set.of()))
                .setProperties(PropertyBag.encode(state.outputs(), origins, type.secretOutputs()))
                .build();
    }

    private static List<CheckFailure> failures(List<Checked.Failure> failures) {
        return failures.stream()
                .map(failure -> CheckFailure.newBuilder()
                        .setProperty(failure.property())
                        .setReason(failure.reason())
                        .build())
                .toList();
    }

    private static <T> void answer(StreamObserver<T> observer, Supplier<T> response) {
        T message;
        try {
            message = response.get();
        } catch (RuntimeException e) {
            observer.onError(Failures.of(e));
            return;
        }
        observer.onNext(message);
        observer.onCompleted();
    }
}
