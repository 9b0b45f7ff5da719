package dev.nself.provider.objects;

import dev.nself.provider.rpc.Call;
import dev.nself.provider.schema.Inputs;
import dev.nself.provider.store.Mark;
import dev.nself.provider.store.Member;
import dev.nself.provider.store.Place;
import dev.nself.provider.store.PrimaryType;
import java.util.List;
import java.util.Optional;

/** Where the object storage runs; see {@code dev.nself.resource.ObjectPrimary}. */
public final class ObjectPrimaryType extends PrimaryType {

    @Override
    public String token() {
        return "nself:index:ObjectPrimary";
    }

    @Override
    protected String store() {
        return "storage";
    }

    @Override
    protected boolean filled(Call call, Inputs inputs, Member member) {
        try (ObjectVolume volume = ObjectVolume.beside(member)) {
            return volume.filled();
        }
    }

    @Override
    protected void settle(Call call, Inputs inputs, Member target, Optional<Place> holder, List<Place> places) {
        ObjectMove move = new ObjectMove(call, routes(inputs));
        Optional<Place> elsewhere = holder.filter(place -> !place.name().equals(target.name()));
        if (elsewhere.isPresent()) {
            move.carry(elsewhere.get(), target);
        } else {
            move.stay(holder.map(Place::mark).orElse(Mark.NONE), target);
        }
    }
}
