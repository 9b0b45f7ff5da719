package dev.nself.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Services of the user's own: at most ten, each with a source, a name and a host of its own. */
final class CustomServiceRules {
    private static final int MOST = 10;

    /** Room for {@code cs-} and a replica's number in a DNS label of 63. */
    private static final int LONGEST_NAME = 40;

    /** Hosts of the platform, those of monitoring included, which comes to a running platform later. */
    private static final Set<String> HOSTS = Set.of(
            "api", "auth", "storage", "storage-console", "functions", "admin", "mail", "grafana", "prometheus",
            "alertmanager");

    /** It becomes part of a probe's address, so nothing that a shell or a URL reads differently. */
    private static final Pattern USER = Pattern.compile("[0-9]{1,9}:[0-9]{1,9}");
    private static final Pattern HEALTH_PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");

    private CustomServiceRules() {}

    static void check(PlatformArgs args, Problems problems) {
        List<CustomServiceArgs> custom = args.custom();
        if (custom.size() > MOST) {
            problems.add("custom", "must have at most " + MOST + " services", custom.size(), null);
        }
        for (int index = 0; index < custom.size(); index++) {
            if (custom.get(index) != null) {
                check(custom.get(index), Paths.item("custom", index), problems);
            }
        }
        unique(custom, "name", CustomServiceArgs::name, problems);
        unique(custom, "route", CustomServiceArgs::route, problems);
    }

    private static void check(CustomServiceArgs service, String path, Problems problems) {
        if (service.name() != null) {
            checkName(service.name(), path + ".name", problems);
        }
        checkSource(service, path, problems);
        checkRoute(service, path, problems);
        if (!HEALTH_PATH.matcher(service.healthPath()).matches()) {
            problems.add(path + ".healthPath", "must be a path of letters, digits and ._~/- that starts with /",
                    service.healthPath(), null);
        }
        if (!USER.matcher(service.user()).matches()) {
            problems.add(path + ".user", "must be two numbers, uid:gid", service.user(), "for example 1000:1000");
        }
        VariableRules.check(path + ".environment", service.environment(), "custom", problems);
    }

    private static void checkName(String name, String path, Problems problems) {
        if (!DomainRules.isLabel(name) || name.length() > LONGEST_NAME) {
            problems.add(path, "must be 1 to " + LONGEST_NAME + " lower-case letters, digits and inner hyphens", name, null);
        } else if (PlatformService.keys().contains(name)) {
            problems.add(path, "must not be the name of a platform's service", name,
                    "taken: " + String.join(", ", PlatformService.keys()));
        }
    }

    private static void checkSource(CustomServiceArgs service, String path, Problems problems) {
        if (service.image() == null && service.build() == null) {
            problems.add(path, "must have either image or build", "name an image with a tag, or a folder with a Dockerfile");
        } else if (service.image() != null && service.build() != null) {
            problems.add(path, "must not have both image and build", "remove one of them");
        }
        if (service.image() != null) {
            ImageRules.checkReference(path + ".image", service.image(), problems);
        }
        if (service.build() != null && service.build().isBlank()) {
            problems.add(path + ".build", "must name a folder", service.build(), null);
        }
    }

    private static void checkRoute(CustomServiceArgs service, String path, Problems problems) {
        String route = service.route();
        if (route == null) {
            return;
        }
        if (!service.public_()) {
            problems.add(path + ".route", "is not used when public is false", route, "remove one of them");
        } else if (!DomainRules.isLabel(route)) {
            problems.add(path + ".route", "must be one DNS label, the part before the domain", route,
                    "for example search for search.<domain>");
        } else if (HOSTS.contains(route)) {
            problems.add(path + ".route", "must not be a host of the platform", route,
                    "taken: " + String.join(", ", HOSTS.stream().sorted().toList()));
        }
    }

    private static void unique(
            List<CustomServiceArgs> custom, String key, Function<CustomServiceArgs, String> value, Problems problems) {
        Map<String, Integer> first = new HashMap<>();
        for (int index = 0; index < custom.size(); index++) {
            String own = custom.get(index) == null ? null : value.apply(custom.get(index));
            Integer other = own == null ? null : first.putIfAbsent(own, index);
            if (Objects.nonNull(other)) {
                problems.add(Paths.item("custom", index) + "." + key, "must be unique", own,
                        "custom[" + other + "] has it too");
            }
        }
    }
}
