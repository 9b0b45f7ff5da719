package dev.nself.provider.rpc;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import pulumirpc.Provider.ErrorResourceInitFailed;

/**
 * What the engine is told of a failed call.
 *
 * <p>The engine takes UNKNOWN and INTERNAL as "nobody knows what happened" and leaves a pending operation in the
 * state, about which it then asks the user. A failure that a resource type reports is well understood: FAILED_PRECONDITION.
 */
final class Failures {

    private Failures() {}

    static StatusRuntimeException of(RuntimeException failure) {
        if (failure instanceof StatusRuntimeException known) {
            return known;
        }
        if (failure instanceof ResourceFailure understood) {
            return Status.FAILED_PRECONDITION
                    .withDescription(understood.getMessage())
                    .asRuntimeException();
        }
        // Only a mistake in the provider gets here; its trace is for the person who mends it.
        failure.printStackTrace();
        return Status.INTERNAL.withDescription("provider error: " + failure).asRuntimeException();
    }

    static StatusRuntimeException halfMade(ResourceFailure failure, String id, Struct inputs, Struct outputs) {
        ErrorResourceInitFailed detail = ErrorResourceInitFailed.newBuilder()
                .setId(id)
                .setInputs(inputs)
                .setProperties(outputs)
                .addReasons(failure.getMessage())
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.FAILED_PRECONDITION.value())
                .setMessage(failure.getMessage())
                .addDetails(Any.pack(detail))
                .build());
    }
}
