package dev.nself.policies.images;

import dev.nself.policies.types.ImageName;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code img-registry}: images come from where one looks for them. */
final class Registries {

    private static final Setting<List<String>> ALLOWED = Setting.texts("allowedRegistries",
            "hosts of registries, with port; *.example.com stands for every host below it; host/path for a part of one",
            List.of("docker.io", "ghcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io"));

    private Registries() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("img-registry",
                        "an image comes from a registry of a list",
                        "a mistyped or unknown registry hands out whatever its owner likes",
                        "KSV-0125", "CKV_K8S_14")
                .withSettings(ALLOWED);
        return ImageCheck.policy(rule, Registries::check);
    }

    private static void check(ImageName name, Value given, Verdict verdict) {
        if (verdict.setting(ALLOWED).stream().noneMatch(allowed -> covers(allowed, name))) {
            verdict.violation(given, "must come from one of " + verdict.setting(ALLOWED),
                    "use an image of one of them, or add " + name.registry() + " to the rule's allowedRegistries");
        }
    }

    private static boolean covers(String allowed, ImageName name) {
        if (allowed.startsWith("*.")) {
            return name.registry().endsWith(allowed.substring(1));
        }
        return name.registry().equals(allowed) || (name.registry() + "/" + name.repository()).startsWith(allowed + "/");
    }
}
