package dev.nself.model;

import java.util.List;

/**
 * How the engine asks a container whether it works, with a program that its image has.
 *
 * @param test {@code CMD} or {@code CMD-SHELL} and what follows
 * @param intervalSeconds seconds between two checks
 * @param timeoutSeconds seconds after which one check has failed
 * @param retries failed checks in a row that make a container unhealthy
 * @param startSeconds seconds after the start in which failures do not count
 */
public record HealthCheck(List<String> test, int intervalSeconds, int timeoutSeconds, int retries, int startSeconds) {

    public HealthCheck {
        test = List.copyOf(test);
    }

    /** Checks every 5 s: each one costs a process, and an {@code up} asks by itself more often; unhealthy after 6 failures. */
    public static HealthCheck command(String... command) {
        List<String> test = new java.util.ArrayList<>(List.of("CMD"));
        test.addAll(List.of(command));
        return new HealthCheck(test, 5, 5, 6, 60);
    }

    public static HealthCheck shell(String script) {
        return new HealthCheck(List.of("CMD-SHELL", script), 5, 5, 6, 60);
    }

    /** The same check for a program that may take long to start, such as one that installs packages first. */
    public HealthCheck startingWithin(int seconds) {
        return new HealthCheck(test, intervalSeconds, timeoutSeconds, retries, seconds);
    }
}
