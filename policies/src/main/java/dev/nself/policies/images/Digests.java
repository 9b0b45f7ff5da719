package dev.nself.policies.images;

import dev.nself.policies.types.ImageName;
import dev.nself.policies.types.ProductionStacks;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;

/** {@code img-digest}: in production an image is named by its content. */
final class Digests {

    private Digests() {}

    static Policy policy() {
        Rule rule = Rule.advisory("img-digest",
                        "an image of a production stack is named by digest",
                        "whoever can push to the repository can put another program behind a tag",
                        "CKV_K8S_43", "CIS Docker 4.2")
                .withSettings(ProductionStacks.STACKS);
        return ImageCheck.policy(rule, Digests::check);
    }

    private static void check(ImageName name, Value given, Verdict verdict) {
        if (ProductionStacks.areAsked(verdict) && name.digest().isEmpty()) {
            verdict.violation(given, "must have a digest", "add it to the name: docker buildx imagetools inspect " + given + " prints it");
        }
    }
}
