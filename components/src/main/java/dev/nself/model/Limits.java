package dev.nself.model;

/**
 * What a container may use.
 *
 * @param memoryMiB MiB after which the kernel ends it; swap is not added
 * @param reservationMiB MiB that it keeps when memory is short
 * @param cpus processors, in fractions
 * @param pids processes and threads
 * @param sharedMemoryMiB size of {@code /dev/shm}
 */
public record Limits(int memoryMiB, int reservationMiB, double cpus, int pids, int sharedMemoryMiB) {

    /** Half of the memory is reserved, as in nself's own resource calculator; 64 MiB of shared memory, as the engine gives. */
    public static Limits of(int memoryMiB, double cpus, int pids) {
        return new Limits(memoryMiB, memoryMiB / 2, cpus, pids, 64);
    }

    /** For programs that share memory between processes. */
    public Limits withSharedMemoryMiB(int size) {
        return new Limits(memoryMiB, reservationMiB, cpus, pids, size);
    }
}
