package dev.nself.provider.status;

import java.util.List;

/**
 * A member of the database as it sees itself.
 *
 * @param server where it is
 * @param role {@code primary}, {@code standby}, {@code stopped} or {@code unknown}
 * @param state {@code running} or {@code fenced} of a primary, what a standby's receiver says, else what is wrong
 * @param timeline null when it does not tell
 * @param position in the write-ahead log, in bytes: how far it has written or applied; null when it does not tell
 * @param followers who reads its log
 * @param slots what keeps its log
 */
record PostgresView(
        String server,
        String role,
        String state,
        Integer timeline,
        Long position,
        List<Follower> followers,
        List<Slot> slots) {

    /**
     * A standby as its primary sees it.
     *
     * @param name of the member
     * @param sync {@code async}, {@code sync}, {@code potential} or {@code quorum}
     * @param lagBytes log that it has not applied; null when it has not told yet
     */
    record Follower(String name, String sync, Long lagBytes) {}

    /**
     * A replication slot.
     *
     * @param server whose log it keeps
     * @param active whether somebody reads from it
     * @param heldBytes how much is kept for it; null when nothing is
     * @param status {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}; empty when nothing is kept
     */
    record Slot(String server, String slot, boolean active, Long heldBytes, String status) {

        boolean well() {
            return !status.equals("unreserved") && !status.equals("lost");
        }
    }

    static PostgresView without(String server, String role, String state) {
        return new PostgresView(server, role, state, null, null, List.of(), List.of());
    }

    boolean isPrimary() {
        return role.equals("primary");
    }
}
