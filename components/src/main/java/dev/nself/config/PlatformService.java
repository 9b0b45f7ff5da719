package dev.nself.config;

import java.util.Arrays;
import java.util.List;

/**
 * The platform's own services with their defaults, the one place that holds them.
 *
 * <p>Memory limits and CPU shares are those that nself 0.9.9 sets once limits are on
 * ({@code compose-modules/{core,utility}-services.sh}); the floors are the minimum sizes of its resource calculator
 * ({@code DOCKER_RESOURCE_LIMITS=true}). Where it has none (functions, admin, mailpit, proxy) the figures are ours.
 * Redis may go down to 64 MiB: an empty one needs about 10.
 */
public enum PlatformService {
    POSTGRES("postgres", "postgres", Switch.ALWAYS_ON, 2048, 512, 1.0),
    HASURA("hasura", "hasura", Switch.ALWAYS_ON, 1024, 256, 0.5),
    AUTH("auth", "auth", Switch.ON, 512, 128, 0.5),
    FUNCTIONS("functions", "functions", Switch.ON, 512, 256, 0.5),
    ADMIN("admin", "admin", Switch.ON, 512, 128, 0.5),
    REDIS("redis", "redis", Switch.ON, 512, 64, 0.5),
    STORAGE("storage", "storage", Switch.ON, 1024, 256, 0.5),
    MAILPIT("mailpit", "mailpit", Switch.ON_LOCALLY, 128, 64, 0.25),
    PROXY("proxy", "nginx", Switch.ALWAYS_ON, 256, 64, 0.5);

    private enum Switch { ALWAYS_ON, ON, ON_LOCALLY }

    private final String key;
    private final String image;
    private final Switch onOff;
    private final int memoryMiB;
    private final int memoryFloorMiB;
    private final double cpu;

    PlatformService(String key, String image, Switch onOff, int memoryMiB, int memoryFloorMiB, double cpu) {
        this.key = key;
        this.image = image;
        this.onOff = onOff;
        this.memoryMiB = memoryMiB;
        this.memoryFloorMiB = memoryFloorMiB;
        this.cpu = cpu;
    }

    /** The service's name and its key under {@code nself:services}. */
    public String key() {
        return key;
    }

    /** The name of its image in the image map and under {@code nself:images.overrides}. */
    public String image() {
        return image;
    }

    /** Whether the platform cannot do without it. */
    public boolean alwaysOn() {
        return onOff == Switch.ALWAYS_ON;
    }

    /** Whether it exists on target local only. */
    public boolean localOnly() {
        return onOff == Switch.ON_LOCALLY;
    }

    /** Default memory limit in MiB. */
    public int memoryMiB() {
        return memoryMiB;
    }

    /** Smallest memory limit in MiB with which it starts and works. */
    public int memoryFloorMiB() {
        return memoryFloorMiB;
    }

    /** Default CPU limit in cores. */
    public double cpu() {
        return cpu;
    }

    /** This service's part of {@code services}. */
    public ServiceArgs in(ServicesArgs services) {
        return switch (this) {
            case POSTGRES -> services.postgres();
            case HASURA -> services.hasura();
            case AUTH -> services.auth();
            case FUNCTIONS -> services.functions();
            case ADMIN -> services.admin();
            case REDIS -> services.redis();
            case STORAGE -> services.storage();
            case MAILPIT -> services.mailpit();
            case PROXY -> services.proxy();
        };
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(PlatformService::key).toList();
    }

    static List<String> images() {
        return Arrays.stream(values()).map(PlatformService::image).sorted().toList();
    }

    /** Fills what {@code given} leaves open; whether a local-only service is on stays open until the target is known. */
    ServiceArgs fill(ServiceArgs given) {
        if (given == null) {
            return fill(new ServiceArgs(null, null, null, null, null));
        }
        var enabled = given.enabled() == null && !localOnly() ? Boolean.TRUE : given.enabled();
        return new ServiceArgs(
                enabled,
                given.image(),
                given.memoryMiB() == null ? Integer.valueOf(memoryMiB) : given.memoryMiB(),
                given.cpu() == null ? Double.valueOf(cpu) : given.cpu(),
                given.environment());
    }
}
