package dev.nself.policy.server;

import com.google.protobuf.Empty;
import dev.nself.policy.InvalidConfig;
import dev.nself.policy.Judge;
import dev.nself.policy.PolicyPack;
import dev.nself.policy.RuleFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureResponse;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.RemediateResponse;
import pulumirpc.Plugin.PluginInfo;

/**
 * A pack behind the engine's Analyzer service. Calls come in any order and from several threads: what is known of
 * the run and the configuration is one value that is replaced as a whole.
 *
 * <p>No call may answer UNIMPLEMENTED: for some of them the engine takes it as "no such policies" and goes on.
 */
final class AnalyzerService extends AnalyzerGrpc.AnalyzerImplBase {

    private final PolicyPack pack;
    private final Answers answers;
    private final Runnable end;
    private final AtomicReference<Judge> judge;

    AnalyzerService(PolicyPack pack, Clock clock, Runnable end) {
        this.pack = pack;
        this.answers = new Answers(pack);
        this.end = end;
        this.judge = new AtomicReference<>(Judge.of(pack, clock));
    }

    @Override
    public void handshake(AnalyzerHandshakeRequest request, StreamObserver<AnalyzerHandshakeResponse> observer) {
        answer(observer, AnalyzerHandshakeResponse::getDefaultInstance);
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        answer(observer, () -> PluginInfo.newBuilder().setVersion(pack.version()).build());
    }

    @Override
    public void getAnalyzerInfo(Empty request, StreamObserver<AnalyzerInfo> observer) {
        answer(observer, answers::info);
    }

    @Override
    public void configureStack(
            AnalyzerStackConfigureRequest request, StreamObserver<AnalyzerStackConfigureResponse> observer) {
        answer(observer, () -> {
            judge.updateAndGet(before -> before.in(Questions.run(request)));
            return AnalyzerStackConfigureResponse.getDefaultInstance();
        });
    }

    @Override
    public void configure(ConfigureAnalyzerRequest request, StreamObserver<Empty> observer) {
        answer(observer, () -> {
            judge.updateAndGet(before -> before.configured(Questions.config(request)));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void analyze(AnalyzeRequest request, StreamObserver<AnalyzeResponse> observer) {
        answer(observer, () -> answers.analysis(judge.get().resource(Questions.resource(request))));
    }

    @Override
    public void analyzeStack(AnalyzeStackRequest request, StreamObserver<AnalyzeResponse> observer) {
        answer(observer, () -> answers.analysis(judge.get().stack(Questions.stack(request))));
    }

    @Override
    public void remediate(AnalyzeRequest request, StreamObserver<RemediateResponse> observer) {
        Judge now = judge.get();
        // Asked of every resource, and hardly ever is there a rule at that level: only then are properties read.
        answer(observer, () -> now.remediates(request.getType())
                ? answers.remediations(now.remediate(Questions.resource(request)))
                : RemediateResponse.getDefaultInstance());
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> observer) {
        answer(observer, Empty::getDefaultInstance);
        end.run();
    }

    private static <T> void answer(StreamObserver<T> observer, Supplier<T> response) {
        T message;
        try {
            message = response.get();
        } catch (RuntimeException | StackOverflowError e) {
            observer.onError(failure(e));
            return;
        }
        observer.onNext(message);
        observer.onCompleted();
    }

    private static StatusRuntimeException failure(Throwable failure) {
        if (failure instanceof InvalidConfig invalid) {
            return Status.INVALID_ARGUMENT.withDescription(invalid.getMessage()).asRuntimeException();
        }
        if (failure instanceof RuleFailure known) {
            return Status.INTERNAL.withDescription(known.getMessage()).asRuntimeException();
        }
        // Only a mistake in the server gets here; its trace is for the person who mends it.
        failure.printStackTrace();
        return Status.INTERNAL.withDescription("policy server error: " + failure).asRuntimeException();
    }
}
