package dev.nself.policies;

/** Starts the pack; the engine calls it with its address. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println(Rules.pack());
    }
}
