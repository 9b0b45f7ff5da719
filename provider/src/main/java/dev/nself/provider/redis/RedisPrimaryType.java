package dev.nself.provider.redis;

import dev.nself.provider.rpc.Call;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Inputs;
import dev.nself.provider.store.Mark;
import dev.nself.provider.store.Member;
import dev.nself.provider.store.Place;
import dev.nself.provider.store.PrimaryType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where Redis runs; see {@code dev.nself.resource.RedisPrimary}. */
public final class RedisPrimaryType extends PrimaryType {

    private static final String PASSWORD = "password";
    private static final Duration START = Duration.ofMinutes(10);

    public RedisPrimaryType() {
        super(
                // What is one line and no quote needs no escape that redis-cli and the shell would read differently.
                Field.textLike(
                        PASSWORD,
                        Pattern.compile("[\\x21-\\x7e&&[^'\"\\\\]]+"),
                        "printable ASCII without quotes, \\ and blanks"),
                Field.flag("tls").orElse(true));
    }

    @Override
    public String token() {
        return "nself:index:RedisPrimary";
    }

    @Override
    public Set<String> secretOutputs() {
        return Set.of(PASSWORD);
    }

    @Override
    protected String store() {
        return "redis";
    }

    @Override
    protected boolean filled(Call call, Inputs inputs, Member member) {
        // Without a mark it was part of no move: to start it cannot bring back what was given away.
        member.container().start();
        try (RedisServer server = RedisServer.open(member, access(inputs))) {
            return server.look(call, START).keys() > 0;
        }
    }

    @Override
    protected void settle(Call call, Inputs inputs, Member target, Optional<Place> holder, List<Place> places) {
        RedisMove move = new RedisMove(call, access(inputs), routes(inputs));
        Optional<Place> elsewhere = holder.filter(place -> !place.name().equals(target.name()));
        if (elsewhere.isPresent()) {
            move.carry(elsewhere.get(), target);
            return;
        }
        move.stay(holder.map(Place::mark).orElse(Mark.NONE), target);
        // A run may have been cut off after the routes were written.
        move.disconnect(places.stream()
                .filter(place -> place.reach() == Place.Reach.FOUND)
                .map(Place::member)
                .filter(member -> !member.name().equals(target.name()))
                .toList());
    }

    private static RedisServer.Access access(Inputs inputs) {
        return new RedisServer.Access(inputs.text(PASSWORD), inputs.flag("tls"));
    }
}
