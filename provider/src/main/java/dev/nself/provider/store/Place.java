package dev.nself.provider.store;

/**
 * What was found at a member.
 *
 * @param member where
 * @param reach whether its volume could be looked at
 * @param mark what its volume says
 * @param filled whether it holds data of users; what a new server makes for itself is none
 */
public record Place(Member member, Reach reach, Mark mark, boolean filled) {

    /** Whether a member's volume can be looked at. */
    public enum Reach {
        /** Its container is there, running or not. */
        FOUND,
        /** Its engine has no such container; a volume may lie there nevertheless. */
        ABSENT,
        /** Its engine does not answer. */
        UNREACHABLE
    }

    public static Place absent(Member member) {
        return new Place(member, Reach.ABSENT, Mark.NONE, false);
    }

    public static Place unreachable(Member member) {
        return new Place(member, Reach.UNREACHABLE, Mark.NONE, false);
    }

    public String name() {
        return member.name();
    }

    boolean found() {
        return reach == Reach.FOUND;
    }

    boolean says(Mark.Kind kind) {
        return found() && mark.kind() == kind;
    }
}
