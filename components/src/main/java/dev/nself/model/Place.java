package dev.nself.model;

/**
 * A container of the plan.
 *
 * @param machine the server that it runs on
 * @param step the service's name
 */
public record Place(Machine machine, String step) {

    /** Its logical name. */
    public String name() {
        return Names.step(machine.name(), step);
    }
}
