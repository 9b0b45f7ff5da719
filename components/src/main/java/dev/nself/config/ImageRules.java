package dev.nself.config;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Images: well-formed references that always mean the same image. */
final class ImageRules {
    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?";
    private static final String NAME = "[a-z0-9]+([._-]+[a-z0-9]+)*";
    private static final Pattern REFERENCE = Pattern.compile(
            "(" + HOST + "/)?" + NAME + "(/" + NAME + ")*(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
                    + "(?<digest>@sha256:[0-9a-f]{64})?");
    private static final Pattern REGISTRY = Pattern.compile(HOST + "(/" + NAME + ")*");

    private ImageRules() {}

    static void check(PlatformArgs args, Problems problems) {
        String registry = args.images().registry();
        if (registry != null && !REGISTRY.matcher(registry).matches()) {
            problems.add("images.registry", "must be a registry's host and path", registry,
                    "without a scheme and a final slash, for example mirror.example.com/hub");
        }
        args.images().overrides().forEach((name, reference) -> {
            if (name != null && reference != null) {
                checkOverride(name, reference, args, problems);
            }
        });
    }

    private static void checkOverride(String name, String reference, PlatformArgs args, Problems problems) {
        String path = Paths.key("images.overrides", name);
        var service = Arrays.stream(PlatformService.values()).filter(each -> each.image().equals(name)).findFirst();
        if (service.isEmpty()) {
            problems.add(path, "is unknown", Nearest.to(name, PlatformService.images())
                    .map(meant -> "did you mean nself:images.overrides." + meant + "?")
                    .orElse("allowed: " + String.join(", ", PlatformService.images())));
            return;
        }
        checkReference(path, reference, problems);
        if (service.get().in(args.services()).image() != null) {
            problems.add(path, "is set twice", reference, "services." + service.get().key() + ".image names it too");
        }
    }

    static void checkReference(String path, String reference, Problems problems) {
        Matcher form = REFERENCE.matcher(reference);
        if (!form.matches()) {
            problems.add(path, "must be an image reference", reference,
                    "for example docker.io/library/redis:8.0.4 (registry/name:tag)");
        } else if (form.group("digest") == null && form.group("tag") == null) {
            problems.add(path, "must have a tag or digest", reference, "for example " + reference + ":1.2.3");
        } else if (form.group("digest") == null && form.group("tag").equals("latest")) {
            problems.add(path, "must not have the tag latest, which is another image tomorrow", reference,
                    "name a version");
        }
    }
}
