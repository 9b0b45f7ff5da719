package dev.nself.provider.store;

import dev.nself.provider.rpc.ResourceFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides from what is on the volumes which place holds the data. Asks nobody and changes nothing. */
public final class Holder {

    private final String store;
    private final String target;
    private final String last;
    private final List<Place> places;

    private Holder(String store, String target, String last, List<Place> places) {
        this.store = store;
        this.target = target;
        this.last = last;
        this.places = places;
    }

    /**
     * The place with the data; empty when there are none anywhere.
     *
     * @param store what to call it in messages
     * @param target name of the member that is to hold the data
     * @param last name of the member that held them when the last run ended, empty for the first run
     * @param places what was found at all members, the target's among them
     * @throws ResourceFailure when the data could be lost or mixed
     */
    public static Optional<Place> of(String store, String target, String last, List<Place> places) {
        return new Holder(store, target, last, places).find();
    }

    private Optional<Place> find() {
        Place to = named(target).orElseThrow(() -> refusal("%s is not among the candidates".formatted(target),
                "name it there too"));
        if (!to.found()) {
            throw refusal("%s cannot take the data, it is %s".formatted(target, words(to)),
                    "start its server, then run up again");
        }
        Optional<Place> holder = truth();
        boolean foreign = to.filled() && to.says(Mark.Kind.NONE);
        if (holder.isPresent() && !holder.get().name().equals(target) && foreign) {
            throw refusal("%s holds data of unknown origin, which a move from %s would overwrite"
                    .formatted(target, holder.get().name()), "move its volume away, then run up again");
        }
        return holder;
    }

    private Optional<Place> truth() {
        List<Place> primaries = saying(Mark.Kind.PRIMARY);
        if (primaries.size() > 1) {
            throw refusal("%s each say that they hold the data".formatted(names(primaries)),
                    "find out which is right and write copy into %s on the other".formatted(Mark.PATH));
        }
        if (primaries.isEmpty()) {
            return saying(Mark.Kind.HANDOVER).isEmpty() ? withoutMark() : Optional.of(handingOver());
        }
        Place primary = primaries.get(0);
        int generation = primary.mark().generation();
        places.stream().filter(place -> place.mark().generation() > generation).findFirst().ifPresent(newer -> {
            throw refusal("%s has given away newer data than %s holds".formatted(newer.name(), primary.name()),
                    "find out which is right and write copy into %s on the other".formatted(Mark.PATH));
        });
        return Optional.of(primary);
    }

    /** The receiver would say so if it had taken over: without its word nobody knows. */
    private Place handingOver() {
        Place giver = saying(Mark.Kind.HANDOVER).stream()
                .max(Comparator.comparingInt(place -> place.mark().generation()))
                .orElseThrow();
        String receiver = giver.mark().receiver();
        Optional<Place> taker = named(receiver);
        if (taker.filter(place -> place.says(Mark.Kind.COPY)).isEmpty()) {
            String state = taker.map(Holder::words).orElse("not among the candidates");
            throw refusal("%s was giving the data to %s, which is %s".formatted(giver.name(), receiver, state),
                    "bring %s back as it was, then run up again".formatted(receiver));
        }
        return giver;
    }

    /** Nothing was ever moved, as far as can be seen; so all must be seen. */
    private Optional<Place> withoutMark() {
        places.stream().filter(place -> place.reach() == Place.Reach.UNREACHABLE).findFirst().ifPresent(place -> {
            throw refusal("%s cannot be reached and may hold the data".formatted(place.name()),
                    "start its server, then run up again");
        });
        if (!last.isEmpty() && named(last).filter(Place::found).isEmpty()) {
            String state = named(last).map(Holder::words).orElse("no candidate");
            throw refusal("%s held the data and is %s".formatted(last, state),
                    "bring it back; if the data are to be lost, remove this resource from the state");
        }
        List<Place> copies = saying(Mark.Kind.COPY);
        List<Place> filled = saying(Mark.Kind.NONE).stream().filter(Place::filled).toList();
        if (filled.size() > 1) {
            throw refusal("%s both hold data and nothing tells which is right".formatted(names(filled)),
                    "move the volume of the wrong one away, then run up again");
        }
        if (filled.isEmpty() && !copies.isEmpty()) {
            throw refusal("%s holds a copy only, and what it was made of is gone".formatted(names(copies)),
                    "bring that back, or write primary 1 into %s to go on with the copy".formatted(Mark.PATH));
        }
        return filled.stream().findFirst();
    }

    private List<Place> saying(Mark.Kind kind) {
        return places.stream().filter(place -> place.says(kind)).toList();
    }

    private Optional<Place> named(String name) {
        return places.stream().filter(place -> place.name().equals(name)).findFirst();
    }

    private static String names(List<Place> some) {
        return some.stream().map(Place::name).collect(Collectors.joining(" and "));
    }

    private static String words(Place place) {
        return switch (place.reach()) {
            case UNREACHABLE -> "not reachable";
            case ABSENT -> "not there";
            case FOUND -> place.mark() == Mark.NONE ? "without a mark" : "marked " + place.mark().text();
        };
    }

    private ResourceFailure refusal(String what, String fix) {
        return new ResourceFailure("%s: %s; nothing was changed; %s".formatted(store, what, fix));
    }
}
