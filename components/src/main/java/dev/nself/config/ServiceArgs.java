package dev.nself.config;

import java.util.Map;

/**
 * One of the platform's own services. Defaults stand in {@link PlatformService}.
 *
 * @param enabled whether it runs
 * @param image image reference with a tag or digest, in place of the one of the image map
 * @param memoryMiB memory limit in MiB
 * @param cpu CPU limit in cores
 * @param environment variables added to those that the platform sets
 */
public record ServiceArgs(
        @Doc("Whether the service runs") Boolean enabled,
        @Doc("Image with a tag or digest, in place of the pinned one") String image,
        @Doc("Memory limit in MiB") Integer memoryMiB,
        @Doc("CPU limit in cores") @Range(min = 0.05, max = 256) Double cpu,
        @Doc("Variables added to those that the platform sets; secrets only encrypted") Map<String, String> environment) {

    public ServiceArgs {
        environment = Copies.map(environment);
    }

    /** All defaults. */
    public static ServiceArgs defaults() {
        return new ServiceArgs(null, null, null, null, null);
    }

    /** Switched off. */
    public static ServiceArgs off() {
        return new ServiceArgs(false, null, null, null, null);
    }

    /** A copy with another image. */
    public ServiceArgs withImage(String reference) {
        return new ServiceArgs(enabled, reference, memoryMiB, cpu, environment);
    }

    /** A copy with another memory limit in MiB. */
    public ServiceArgs withMemoryMiB(int limit) {
        return new ServiceArgs(enabled, image, limit, cpu, environment);
    }

    /** A copy with other added variables. */
    public ServiceArgs withEnvironment(Map<String, String> variables) {
        return new ServiceArgs(enabled, image, memoryMiB, cpu, variables);
    }

    ServiceArgs withEnabled(Boolean on) {
        return new ServiceArgs(on, image, memoryMiB, cpu, environment);
    }

    /** Names the variables but not their values, which may be secret. */
    @Override
    public String toString() {
        return "ServiceArgs[enabled=" + enabled + ", image=" + image + ", memoryMiB=" + memoryMiB + ", cpu=" + cpu
                + ", environment=" + environment.keySet() + "]";
    }
}
