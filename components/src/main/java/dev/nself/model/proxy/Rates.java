package dev.nself.model.proxy;

import java.util.Objects;

/**
 * The limits of all zones, per client address.
 *
 * @param api see {@link Zone#API}
 * @param auth see {@link Zone#AUTH}
 * @param uploads see {@link Zone#UPLOADS}; an upload in parts makes one request per part
 * @param functions see {@link Zone#FUNCTIONS}
 * @param general see {@link Zone#GENERAL}
 * @param user per bearer token, whatever the address, on top of {@code api} and {@code functions}
 */
public record Rates(Rate api, Rate auth, Rate uploads, Rate functions, Rate general, Rate user) {
    public Rates {
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(auth, "auth");
        Objects.requireNonNull(uploads, "uploads");
        Objects.requireNonNull(functions, "functions");
        Objects.requireNonNull(general, "general");
        Objects.requireNonNull(user, "user");
    }

    /**
     * Limits that a browser application does not notice and a password guesser does: an office behind one address
     * shares them, a page load makes dozens of calls, and an 800 MiB upload is 100 parts of 8 MiB.
     */
    public static Rates defaults() {
        return new Rates(
                new Rate(1200, 200),
                new Rate(30, 20),
                new Rate(300, 150),
                new Rate(600, 100),
                new Rate(1200, 200),
                new Rate(1000, 200));
    }

    /** The limit per client address in a zone. */
    public Rate of(Zone zone) {
        return switch (zone) {
            case API -> api;
            case AUTH -> auth;
            case UPLOADS -> uploads;
            case FUNCTIONS -> functions;
            case GENERAL -> general;
        };
    }
}
