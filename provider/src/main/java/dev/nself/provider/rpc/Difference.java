package dev.nself.provider.rpc;

import java.util.Collections;
import java.util.SortedMap;

/**
 * What differs between the declared and the existing resource.
 *
 * @param changes property path to the kind of its change, in the notation of the engine's detailed diff; empty for none
 * @param deleteBeforeReplace whether a replaced resource goes before its successor comes, as for things with a fixed name
 */
public record Difference(SortedMap<String, Kind> changes, boolean deleteBeforeReplace) {

    /** How one property changes, and whether that replaces the resource. */
    public enum Kind {
        ADD,
        ADD_REPLACE,
        DELETE,
        DELETE_REPLACE,
        UPDATE,
        UPDATE_REPLACE;

        public boolean replaces() {
            return switch (this) {
                case ADD, DELETE, UPDATE -> false;
                case ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE -> true;
            };
        }
    }

    public static Difference none() {
        return new Difference(Collections.emptySortedMap(), false);
    }
}
