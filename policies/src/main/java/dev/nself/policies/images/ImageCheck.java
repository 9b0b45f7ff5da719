package dev.nself.policies.images;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.ImageName;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/** Looks at a name of an image, wherever a resource has one. */
@FunctionalInterface
interface ImageCheck {

    void check(ImageName name, Value given, Verdict verdict);

    /** The rule over containers, images that an engine fetches, and workloads. */
    static ResourcePolicy policy(Rule rule, ImageCheck check) {
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, (container, verdict) -> judge(container.get("image"), check, verdict))
                .on(Docker.REMOTE_IMAGE, (image, verdict) -> judge(image.get("name"), check, verdict))
                .on(Kubernetes.WORKLOADS, (workload, verdict) -> {
                    for (Value container : Kubernetes.containers(workload)) {
                        verdict.attempt(() -> judge(container.get("image"), check, verdict));
                    }
                });
    }

    private static void judge(Value given, ImageCheck check, Verdict verdict) {
        String text = given.text().orElse("");
        // An id is the content itself; where it came from is judged at the resource that fetched it.
        if (!text.isEmpty() && !ImageName.isId(text)) {
            ImageName.of(text).ifPresentOrElse(
                    name -> check.check(name, given, verdict),
                    () -> verdict.violation(given, "is no name of an image", "write registry/repository:tag, for example docker.io/library/postgres:17.6"));
        }
    }
}
