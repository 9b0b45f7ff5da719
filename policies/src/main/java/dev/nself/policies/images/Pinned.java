package dev.nself.policies.images;

import dev.nself.policies.types.ImageName;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/** {@code img-pinned}: what runs today is what was tested yesterday. */
final class Pinned {

    private static final Setting<List<String>> MOVING = Setting.texts("movingTags",
            "tags that name another image from day to day", List.of("latest", "edge", "main", "master", "nightly", "stable", "dev"));

    private Pinned() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("img-pinned",
                        "an image is named with a tag that stays, or by digest",
                        "a tag that moves brings another program at the next restart, which nobody has tested or asked for",
                        "CKV_DOCKER_7", "CKV_K8S_14", "KSV-0013")
                .withSettings(MOVING);
        return ImageCheck.policy(rule, Pinned::check);
    }

    private static void check(ImageName name, Value given, Verdict verdict) {
        if (!name.digest().isEmpty()) {
            return;
        }
        if (name.tag().isEmpty()) {
            verdict.violation(given, "must have a tag, since engines read none as latest", "add the version as tag, or the digest");
        } else if (verdict.setting(MOVING).contains(name.tag())) {
            verdict.violation(given, "must not have a tag that moves", "name the version as tag, or add the digest");
        }
    }
}
