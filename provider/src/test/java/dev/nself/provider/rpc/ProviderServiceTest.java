package dev.nself.provider.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ErrorResourceInitFailed;
import pulumirpc.Provider.GetSchemaRequest;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.Provider.PropertyDiff;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

class ProviderServiceTest {

    private static final String URN = "urn:pulumi:local::shop::nself:index:Platform$test:index:Lamp::desk";

    private final Lamp lamp = new Lamp();
    private final List<LogRequest> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Map<String, Object>> configured = new CompletableFuture<>();
    private final String service = InProcessServerBuilder.generateName();
    private ManagedChannel channel;
    private Server server;
    private ResourceProviderBlockingStub provider;

    @BeforeEach
    void start() throws IOException {
        var engine = new EngineGrpc.EngineImplBase() {
            @Override
            public void log(LogRequest request, StreamObserver<Empty> observer) {
                lines.add(request);
                observer.onNext(Empty.getDefaultInstance());
                observer.onCompleted();
            }
        };
        channel = InProcessChannelBuilder.forName(service).build();
        ProviderPackage lamps = new ProviderPackage("test", "1.2.3", Map.of(lamp.token(), lamp));
        server = InProcessServerBuilder.forName(service)
                .addService(engine)
                .addService(new ProviderService(lamps, configured::complete, new RunningCalls(new EngineLog(channel))))
                .build()
                .start();
        provider = ResourceProviderGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void saysWhatItIs() {
        assertThat(provider.getPluginInfo(Empty.getDefaultInstance()).getVersion()).isEqualTo("1.2.3");
        assertThat(provider.getSchema(GetSchemaRequest.getDefaultInstance()).getSchema())
                .isEqualTo("{\"name\":\"test\",\"version\":\"1.2.3\",\"resources\":{\"test:index:Lamp\":{}}}");
    }

    @Test
    void configurationIsDecodedFromJsonText() {
        var response = provider.configure(ConfigureRequest.newBuilder()
                .setArgs(struct(Map.of("host", "ssh://a", "sshOpts", "[\"-p\",\"22\"]")))
                .build());

        assertThat(configured).isCompletedWithValue(Map.of("host", "ssh://a", "sshOpts", List.of("-p", "22")));
        assertThat(response.getAcceptSecrets()).isTrue();
        assertThat(response.getSupportsPreview()).isTrue();
    }

    @Test
    void keysOfTheProgramAreNoArgumentsOfAProviderWithoutAny() {
        ProviderPackage lamps = new ProviderPackage("test", "1.2.3", Map.of());
        List<Struct> answers = new CopyOnWriteArrayList<>();
        new ProviderService(lamps, ConfigHandler.NONE, new RunningCalls(new EngineLog(channel)))
                .checkConfig(
                        CheckRequest.newBuilder()
                                .setNews(struct(Map.of("domain", "a.b", "version", "1.2.3", "__internal", "x")))
                                .build(),
                        new StreamObserver<>() {
                            @Override
                            public void onNext(CheckResponse response) {
                                answers.add(response.getInputs());
                            }

                            @Override
                            public void onError(Throwable error) {
                                throw new AssertionError(error);
                            }

                            @Override
                            public void onCompleted() {
                                assertThat(answers).hasSize(1);
                            }
                        });

        assertThat(answers).containsExactly(struct(Map.of("version", "1.2.3", "__internal", "x")));
    }

    @Test
    void checkReturnsFailuresByProperty() {
        var response = provider.check(CheckRequest.newBuilder()
                .setUrn(URN)
                .setNews(struct(Map.of("colour", "plaid")))
                .build());

        assertThat(response.getFailuresList()).singleElement().satisfies(failure -> {
            assertThat(failure.getProperty()).isEqualTo("colour");
            assertThat(failure.getReason()).isEqualTo("must be a colour, got plaid");
        });
    }

    @Test
    void aDifferenceThatReplacesIsListedAsOne() {
        DiffResponse response = provider.diff(DiffRequest.newBuilder()
                .setUrn(URN)
                .setOldInputs(struct(Map.of("colour", "red")))
                .setOlds(struct(Map.of("colour", "red", "bulb", "b1")))
                .setNews(struct(Map.of("colour", "blue")))
                .build());

        assertThat(response.getChanges()).isEqualTo(DiffResponse.DiffChanges.DIFF_SOME);
        assertThat(response.getReplacesList()).containsExactly("colour");
        assertThat(response.getDetailedDiffMap())
                .containsEntry(
                        "colour",
                        PropertyDiff.newBuilder()
                                .setKind(PropertyDiff.Kind.UPDATE_REPLACE)
                                .setInputDiff(true)
                                .build());
    }

    @Test
    void noDifferenceIsSaidToBeNone() {
        Struct red = struct(Map.of("colour", "red"));

        DiffResponse response = provider.diff(DiffRequest.newBuilder()
                .setUrn(URN).setOldInputs(red).setOlds(red).setNews(red).build());

        assertThat(response.getChanges()).isEqualTo(DiffResponse.DiffChanges.DIFF_NONE);
    }

    @Test
    void aPreviewedLampHasAnUnknownBulbAndIsNotMade() {
        CreateResponse response = create("red", true);

        assertThat(PropertyBag.of(response.getProperties()).values())
                .isEqualTo(Map.of("colour", "red", "bulb", Unknown.VALUE));
        assertThat(lamp.made).isZero();
    }

    @Test
    void aMadeLampHasAnIdAndASecretBulb() {
        CreateResponse response = create("red", false);

        assertThat(response.getId()).isEqualTo("lamp-red");
        PropertyBag outputs = PropertyBag.of(response.getProperties());
        assertThat(outputs.values()).isEqualTo(Map.of("colour", "red", "bulb", "b1"));
        assertThat(outputs.secrets()).containsExactly(List.of("bulb"));
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getUrn()).isEqualTo(URN);
            assertThat(line.getMessage()).isEqualTo("painting");
            assertThat(line.getEphemeral()).isTrue();
        });
    }

    @Test
    void aReportedFailureIsTheMessageAloneAndLeavesNoPendingOperation() {
        assertThatThrownBy(() -> create("broken", false))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
                    assertThat(e.getStatus().getDescription()).isEqualTo("colour: no paint, got broken");
                });
    }

    @Test
    void aHalfMadeLampIsReportedWithItsState() {
        assertThatThrownBy(() -> create("half", false)).isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
            Any detail = StatusProto.fromThrowable(e).getDetails(0);
            ErrorResourceInitFailed failed = unpack(detail);
            assertThat(failed.getId()).isEqualTo("lamp-half");
            assertThat(failed.getReasonsList()).containsExactly("bulb: does not light");
            assertThat(PropertyBag.of(failed.getInputs()).values()).isEqualTo(Map.of("colour", "half"));
            assertThat(PropertyBag.of(failed.getProperties()).secrets()).containsExactly(List.of("bulb"));
        });
    }

    @Test
    void aMistakeInTheProviderIsTold() {
        assertThatThrownBy(() -> create("bug", false))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
                    assertThat(e.getStatus().getDescription()).contains("provider error", "IllegalStateException");
                });
    }

    @Test
    void aResourceThatIsGoneHasNoId() {
        var response = provider.read(ReadRequest.newBuilder().setUrn(URN).setId("lamp-red").build());

        assertThat(response.getId()).isEmpty();
    }

    @Test
    void cancelInterruptsRunningCallsAndRefusesLaterOnes() throws Exception {
        CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                create("slow", false);
                return null;
            } catch (StatusRuntimeException e) {
                return e;
            }
        });
        assertThat(lamp.drying.await(5, TimeUnit.SECONDS)).isTrue();

        provider.cancel(Empty.getDefaultInstance());

        assertThat(outcome.get(5, TimeUnit.SECONDS)).hasMessageContaining("interrupted while drying");
        assertThatThrownBy(() -> create("red", false)).hasMessageContaining("cancelled");
    }

    @Test
    void unknownTypesAndFunctionsAreNamed() {
        assertThatThrownBy(() -> provider.check(CheckRequest.newBuilder()
                        .setUrn("urn:pulumi:local::shop::test:index:Sofa::s")
                        .build()))
                .hasMessageContaining("provider test 1.2.3 has none named test:index:Sofa; allowed: test:index:Lamp");
        assertThatThrownBy(() -> provider.invoke(InvokeRequest.newBuilder().setTok("test:index:get").build()))
                .hasMessageContaining("provider test has no functions, got test:index:get");
    }

    private CreateResponse create(String colour, boolean preview) {
        return provider.create(CreateRequest.newBuilder()
                .setUrn(URN)
                .setPreview(preview)
                .setProperties(struct(Map.of("colour", colour)))
                .build());
    }

    private static Struct struct(Map<String, Object> values) {
        return PropertyBag.encode(values, List.of(), Set.of());
    }

    private static ErrorResourceInitFailed unpack(Any detail) {
        try {
            return detail.unpack(ErrorResourceInitFailed.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** A resource type as small as one can be. */
    private static final class Lamp implements ResourceType {

        private final CountDownLatch drying = new CountDownLatch(1);
        private int made;

        @Override
        public String token() {
            return "test:index:Lamp";
        }

        @Override
        public Set<String> secretOutputs() {
            return Set.of("bulb");
        }

        @Override
        public Set<String> computedOutputs() {
            return Set.of("bulb");
        }

        @Override
        public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
            return new Checked(
                    newInputs,
                    List.of(new Checked.Failure("colour", "must be a colour, got " + newInputs.get("colour"))));
        }

        @Override
        public Difference diff(
                String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
            if (oldInputs.equals(newInputs)) {
                return Difference.none();
            }
            return new Difference(new TreeMap<>(Map.of("colour", Difference.Kind.UPDATE_REPLACE)), true);
        }

        @Override
        public State create(Call call, Map<String, Object> inputs) {
            String colour = (String) inputs.get("colour");
            State state = new State("lamp-" + colour, inputs, Map.of("colour", colour, "bulb", "b1"));
            switch (colour) {
                case "broken" -> throw new ResourceFailure("colour: no paint, got broken");
                case "half" -> throw new ResourceFailure("bulb: does not light", null, state);
                case "bug" -> throw new IllegalStateException("a mistake on purpose");
                case "slow" -> dry();
                default -> call.progress("painting");
            }
            made++;
            return state;
        }

        private void dry() {
            drying.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new ResourceFailure("interrupted while drying", e);
            }
        }

        @Override
        public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
            return Optional.empty();
        }

        @Override
        public State update(
                Call call,
                String id,
                Map<String, Object> oldInputs,
                Map<String, Object> oldOutputs,
                Map<String, Object> newInputs) {
            return new State(id, newInputs, newInputs);
        }

        @Override
        public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
            made--;
        }
    }
}
