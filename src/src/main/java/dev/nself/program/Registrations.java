package dev.nself.program;

import com.pulumi.core.internal.Internal;
import com.pulumi.deployment.internal.DeploymentInternal;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceTransformation;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The resources that the engine works on.
 *
 * <p>The SDK looks at its open tasks over and over, without a pause, until none is left. That takes a whole
 * processor for as long as {@code up} takes, just when the containers need it to start. A task that takes its time
 * to say whether it is done gives the processor free.
 */
final class Registrations {

    private final Queue<Resource> resources = new ConcurrentLinkedQueue<>();

    /** A transformation that changes nothing and sees every resource. */
    Optional<ResourceTransformation.Result> add(ResourceTransformation.Args args) {
        resources.add(args.resource());
        return Optional.empty();
    }

    /** Runs the program's function, and slows the SDK's looks down until its resources are there or one failed. */
    void during(Runnable program) {
        Unhurried<Void> open = new Unhurried<>();
        DeploymentInternal.getInstance().getRunner().registerTask("resources", open);
        try {
            program.run();
        } finally {
            settled().thenRun(() -> open.complete(null));
        }
    }

    private CompletableFuture<Void> settled() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        CompletableFuture<?>[] all = resources.stream()
                .map(resource -> Internal.of(resource.urn()).getDataAsync()
                        .whenComplete((urn, failure) -> {
                            if (failure != null) {
                                settled.complete(null);
                            }
                        }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).thenRun(() -> settled.complete(null));
        return settled;
    }
}
