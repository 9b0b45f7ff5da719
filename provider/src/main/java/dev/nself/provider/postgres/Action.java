package dev.nself.provider.postgres;

/**
 * What is to be done next to make a member the primary.
 *
 * @param kind what
 * @param other the place that it is done with besides the member; empty for none
 * @param why REFUSE: the reason and what the user can do
 */
record Action(Kind kind, String other, String why) {

    /** The things that can be done; each leads to a state from which a cut-off run goes on. */
    enum Kind {
        /** Nothing safe can be done. */
        REFUSE,
        /** The member follows the other, which serves: fence it, stop it, compare, promote the member. */
        MOVE,
        /** The other was stopped and all of it is in the member. */
        PROMOTE,
        /** The member may still get what it lacks. */
        WAIT,
        /** The other was stopped by a move that did not come to its end: it serves again. */
        START_AGAIN,
        /** The member was stopped by a move, and another has all of its data: it follows that one. */
        FOLLOW,
        /** The member is the primary: what hangs on it is set right. */
        FINISH
    }

    static Action refuse(String why) {
        return new Action(Kind.REFUSE, "", why);
    }

    static Action of(Kind kind, String other) {
        return new Action(kind, other, "");
    }
}
