package dev.nself.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is rehearsed starts warm in every run: a rule that is left out starts cold. */
class RehearsalTest {

    @Test
    void everyRuleOverSingleResourcesIsRehearsed() {
        Set<String> types = Rehearsal.resources().stream().map(Resource::type).collect(Collectors.toSet());
        List<Policy> leftOut = Rules.pack().policies().stream()
                .filter(policy -> policy instanceof ResourcePolicy one && one.types().stream().noneMatch(types::contains))
                .toList();
        assertThat(leftOut).extracting(policy -> policy.rule().id()).isEmpty();
    }

    @Test
    void eachIsRehearsedAsItShouldBeWithNothingGivenAndWithNothingKnown() {
        List<Resource> first = Rehearsal.resources().subList(0, 3);
        assertThat(first.get(0).properties().entries()).isNotEmpty();
        assertThat(first.get(1).properties().entries()).isEmpty();
        assertThat(first.get(2).properties().entries().values()).isNotEmpty().allMatch(value -> value.isUnknown());
    }
}
