package dev.nself.provider.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nself.provider.exec.ContainerFile;
import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks at all members. */
final class Survey {

    private Survey() {}

    /**
     * What is at each member, in their order.
     *
     * @param filled whether the member holds data of users; asked only where the volume has no mark
     */
    static List<Place> of(Call call, List<Member> members, Predicate<Member> filled) {
        return members.stream().map(member -> look(call, member, filled)).toList();
    }

    private static Place look(Call call, Member member, Predicate<Member> filled) {
        Optional<JsonNode> container;
        try {
            container = member.container().inspect();
        } catch (ResourceFailure e) {
            // Whether that matters depends on what the others say.
            call.warn("%s: %s".formatted(member.name(), e.getMessage()));
            return Place.unreachable(member);
        }
        if (container.isEmpty()) {
            return Place.absent(member);
        }
        Mark mark = Mark.of(member.name(), new ContainerFile(member.container(), Mark.PATH).read().orElse(""));
        boolean holdsData = mark.kind() == Mark.Kind.NONE && filled.test(member);
        return new Place(member, Place.Reach.FOUND, mark, holdsData);
    }
}
