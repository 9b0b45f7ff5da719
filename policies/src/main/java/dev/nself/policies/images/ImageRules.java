package dev.nself.policies.images;

import dev.nself.policy.Policy;
import java.util.List;

/** Which programs are run. */
public final class ImageRules {

    private ImageRules() {}

    public static List<Policy> all() {
        return List.of(
                Digests.policy(),
                Pinned.policy(),
                Registries.policy(),
                Supported.policy());
    }
}
