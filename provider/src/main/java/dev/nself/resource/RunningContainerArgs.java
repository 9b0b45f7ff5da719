package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** What a {@link RunningContainer} is made of. */
public final class RunningContainerArgs extends ResourceArgs {

    @Import(name = "dockerHost")
    private Output<String> dockerHost;

    @Import(name = "container", required = true)
    private Output<String> container;

    @Import(name = "containerId", required = true)
    private Output<String> containerId;

    @Import(name = "memoryMiB")
    private Output<Integer> memoryMiB;

    @Import(name = "reservationMiB")
    private Output<Integer> reservationMiB;

    @Import(name = "pids")
    private Output<Integer> pids;

    @Import(name = "cpus")
    private Output<Double> cpus;

    @Import(name = "healthySeconds")
    private Output<Integer> healthySeconds;

    @Import(name = "optional")
    private Output<Boolean> optional;

    private RunningContainerArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final RunningContainerArgs args = new RunningContainerArgs();

        private Builder() {}

        /**
         * Address of the Docker engine, for example {@code ssh://deploy@10.0.0.5}; empty (the default): the
         * engine of the environment.
         */
        public Builder dockerHost(Output<String> dockerHost) {
            args.dockerHost = dockerHost;
            return this;
        }

        public Builder dockerHost(String dockerHost) {
            return dockerHost(Output.of(dockerHost));
        }

        /** Name of the container. Required. */
        public Builder container(Output<String> container) {
            args.container = container;
            return this;
        }

        public Builder container(String container) {
            return container(Output.of(container));
        }

        /** Id of the container: the output of its resource. Required. */
        public Builder containerId(Output<String> containerId) {
            args.containerId = containerId;
            return this;
        }

        public Builder containerId(String containerId) {
            return containerId(Output.of(containerId));
        }

        /** 6 to 4194304; only where the container's own resource sets no memory. */
        public Builder memoryMiB(Output<Integer> memoryMiB) {
            args.memoryMiB = memoryMiB;
            return this;
        }

        public Builder memoryMiB(Integer memoryMiB) {
            return memoryMiB(Output.of(memoryMiB));
        }

        /** Memory to keep when memory gets scarce, 6 to 4194304. */
        public Builder reservationMiB(Output<Integer> reservationMiB) {
            args.reservationMiB = reservationMiB;
            return this;
        }

        public Builder reservationMiB(Integer reservationMiB) {
            return reservationMiB(Output.of(reservationMiB));
        }

        /** Processes and threads, 1 to 4194304. */
        public Builder pids(Output<Integer> pids) {
            args.pids = pids;
            return this;
        }

        public Builder pids(Integer pids) {
            return pids(Output.of(pids));
        }

        /** Above 0, at most 1024. */
        public Builder cpus(Output<Double> cpus) {
            args.cpus = cpus;
            return this;
        }

        public Builder cpus(Double cpus) {
            return cpus(Output.of(cpus));
        }

        /** Seconds within which it must be healthy, 1 to 86400; without them it is neither started nor waited for. */
        public Builder healthySeconds(Output<Integer> healthySeconds) {
            args.healthySeconds = healthySeconds;
            return this;
        }

        public Builder healthySeconds(Integer healthySeconds) {
            return healthySeconds(Output.of(healthySeconds));
        }

        /** Whether one that runs and is not healthy in time makes a warning, and no failure; default: false. */
        public Builder optional(Output<Boolean> optional) {
            args.optional = optional;
            return this;
        }

        public Builder optional(Boolean optional) {
            return optional(Output.of(optional));
        }

        public RunningContainerArgs build() {
            return args;
        }
    }
}
