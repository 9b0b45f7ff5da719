package dev.nself.policies.images;

import dev.nself.policies.types.ImageName;
import dev.nself.policy.Policy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/**
 * {@code img-supported}: programs that somebody still mends.
 *
 * <p>Ends of support: PostgreSQL 13 on 2025-11-13 (versioning policy), Hasura below 2.45 (2.36 was retired on
 * 2025-12-12, hasura/graphql-engine#10861), Promtail on 2026-03-02 (grafana/loki#16929).
 */
final class Supported {

    private static final Setting<List<String>> LEAST = Setting.texts("leastVersions",
            "repository and least version, for example: library/postgres 14",
            List.of("hasura/graphql-engine 2.45", "library/postgres 14"));

    private static final Setting<List<String>> ENDED = Setting.texts("ended",
            "repositories of programs whose support has ended altogether", List.of("grafana/promtail"));

    private Supported() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("img-supported",
                        "an image holds a version that is still mended",
                        "holes found after the end of support stay open",
                        "CIS Docker 4.4", "OWASP A06:2021")
                .withSettings(LEAST, ENDED);
        return ImageCheck.policy(rule, Supported::check);
    }

    private static void check(ImageName name, Value given, Verdict verdict) {
        if (verdict.setting(ENDED).contains(name.repository())) {
            verdict.violation(given, "must be a program that is still supported", "use its successor");
        }
        for (String entry : verdict.setting(LEAST)) {
            String[] words = entry.strip().split("\\s+");
            if (words.length == 2 && words[0].equals(name.repository()) && name.isOlderThan(words[1])) {
                verdict.violation(given, "must be version " + words[1] + " or newer", "update it to " + words[1] + " or newer");
            }
        }
    }
}
