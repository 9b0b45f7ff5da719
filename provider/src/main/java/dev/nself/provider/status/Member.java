package dev.nself.provider.status;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A member of the database as all of them together tell.
 *
 * @param role {@code primary}, {@code standby}, {@code stopped} or {@code unknown}
 * @param state {@code running}, {@code fenced}, {@code streaming}, ...
 * @param timeline null when unknown
 * @param lagBytes log of the primary that a standby has not applied; null for others and when unknown
 * @param sync of a standby that the primary knows: {@code async}, {@code sync}, ..; else empty
 */
record Member(String server, String role, String state, Integer timeline, Long lagBytes, String sync) {

    private static final Set<String> GOOD = Set.of("running", "streaming");

    static List<Member> of(List<PostgresView> views) {
        Optional<PostgresView> primary = views.stream().filter(PostgresView::isPrimary).findFirst();
        return views.stream().map(view -> of(view, primary)).toList();
    }

    private static Member of(PostgresView view, Optional<PostgresView> primary) {
        Optional<PostgresView.Follower> known = primary.stream()
                .flatMap(leader -> leader.followers().stream())
                .filter(follower -> view.role().equals("standby") && follower.name().equals(view.server()))
                .findFirst();
        return new Member(view.server(), view.role(), view.state(), view.timeline(),
                known.map(PostgresView.Follower::lagBytes).or(() -> distance(view, primary)).orElse(null),
                known.map(PostgresView.Follower::sync).orElse(""));
    }

    /** Both were looked at one after the other: a standby may have been the later one. */
    private static Optional<Long> distance(PostgresView view, Optional<PostgresView> primary) {
        if (!view.role().equals("standby") || view.position() == null) {
            return Optional.empty();
        }
        return primary.map(leader -> Math.max(0, leader.position() - view.position()));
    }

    boolean well() {
        return GOOD.contains(state);
    }
}
