package dev.nself.config;

/** The platform's own services: what may be off, how little memory they live with, images and variables. */
final class ServiceRules {
    private static final int LARGEST_MIB = 1_048_576;

    private ServiceRules() {}

    static void check(PlatformArgs args, Problems problems) {
        for (PlatformService service : PlatformService.values()) {
            ServiceArgs own = service.in(args.services());
            String path = "services." + service.key();
            checkSwitch(service, own, args.target(), path, problems);
            checkMemory(service, own.memoryMiB(), path + ".memoryMiB", problems);
            if (own.image() != null) {
                ImageRules.checkReference(path + ".image", own.image(), problems);
            }
            VariableRules.check(path + ".environment", own.environment(), service.key(), problems);
        }
    }

    private static void checkSwitch(
            PlatformService service, ServiceArgs own, Target target, String path, Problems problems) {
        if (service.alwaysOn() && !own.enabled()) {
            problems.add(path + ".enabled", "must be true", false, "the platform cannot do without " + service.key());
        }
        boolean remote = target != null && target != Target.LOCAL;
        if (service.localOnly() && remote && Boolean.TRUE.equals(own.enabled())) {
            problems.add(path + ".enabled", "must be false on target " + target.json(), true,
                    service.key() + " swallows mails; set auth.smtp to send them");
        }
    }

    private static void checkMemory(PlatformService service, int memoryMiB, String path, Problems problems) {
        if (memoryMiB < service.memoryFloorMiB()) {
            problems.add(path, "must be at least " + service.memoryFloorMiB(), memoryMiB,
                    service.key() + " does not work with less; the default is " + service.memoryMiB());
        } else if (memoryMiB > LARGEST_MIB) {
            problems.add(path, "must be at most " + LARGEST_MIB, memoryMiB, "the unit is MiB");
        }
    }
}
