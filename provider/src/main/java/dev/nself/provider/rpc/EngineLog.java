package dev.nself.provider.rpc;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;

/** Lines for the user through the engine, which shows them beside the resource that they belong to. */
final class EngineLog {

    private final Channel engine;

    EngineLog(Channel engine) {
        this.engine = engine;
    }

    void progress(String urn, String line) {
        send(LogRequest.newBuilder().setSeverity(LogSeverity.INFO).setEphemeral(true), urn, line);
    }

    void info(String urn, String line) {
        send(LogRequest.newBuilder().setSeverity(LogSeverity.INFO), urn, line);
    }

    void warn(String urn, String line) {
        send(LogRequest.newBuilder().setSeverity(LogSeverity.WARNING), urn, line);
    }

    private void send(LogRequest.Builder request, String urn, String line) {
        try {
            EngineGrpc.newBlockingStub(engine)
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .log(request.setUrn(urn).setMessage(line).build());
        } catch (StatusRuntimeException e) {
            // A line that cannot be shown must not fail the work that it tells of; the engine keeps what reaches stderr.
            System.err.println(line);
        }
    }
}
