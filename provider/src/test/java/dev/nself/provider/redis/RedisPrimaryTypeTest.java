package dev.nself.provider.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.Unknown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisPrimaryTypeTest {

    private final RedisPrimaryType type = new RedisPrimaryType();

    @Test
    void whatIsCompleteIsTakenWithTls() {
        Checked checked = type.check(Map.of(), inputs());

        assertThat(checked.failures()).isEmpty();
        assertThat(checked.inputs()).containsEntry("tls", true).containsEntry("routes", List.of());
    }

    @Test
    void oneMemberServes() {
        assertThat(failures("members", List.of(member("app1"), member("db1"))))
                .containsExactly("members: must be one, got 2; allowed: 1; name the server that is to hold the data");
    }

    @Test
    void theMemberIsACandidate() {
        assertThat(failures("members", List.of(member("db2"))))
                .containsExactly("members[0].name: must be among the candidates, got db2; allowed: [app1, db1]");
    }

    @Test
    void aNameStandsOnce() {
        assertThat(failures("candidates", List.of(member("app1"), member("app1"))))
                .containsExactly("candidates[1].name: must be unique, got app1 a second time");
    }

    @Test
    void aPasswordThatNeedsQuotingIsRefusedAndNotShown() {
        assertThat(failures("password", "it's")).containsExactly("password: cannot be used, got a text of 4 characters;"
                + " allowed: printable ASCII without quotes, \\ and blanks");
    }

    @Test
    void whatIsNotKnownYetPasses() {
        Map<String, Object> inputs = inputs();
        inputs.put("candidates", Unknown.VALUE);
        inputs.put("members", Unknown.VALUE);

        assertThat(type.check(Map.of(), inputs).failures()).isEmpty();
        assertThat(type.previewUpdate(inputs(), outputs("app1", List.of()), inputs))
                .containsEntry("primary", Unknown.VALUE);
    }

    @Test
    void anotherMemberIsAnUpdateInPlace() {
        Map<String, Object> moved = inputs();
        moved.put("members", List.of(member("db1")));

        assertThat(type.diff("redis", inputs(), outputs("app1", List.of()), inputs()).changes()).isEmpty();
        assertThat(type.diff("redis", inputs(), outputs("app1", List.of()), moved).changes())
                .containsExactly(Map.entry("members", Kind.UPDATE), Map.entry("primary", Kind.UPDATE));
        assertThat(type.previewUpdate(inputs(), outputs("app1", List.of()), moved)).containsEntry("primary", "db1");
    }

    @Test
    void whatARefreshSawIsMended() {
        assertThat(type.diff("redis", inputs(), outputs("db1", List.of()), inputs()).changes())
                .containsExactly(Map.entry("primary", Kind.UPDATE));
        assertThat(type.diff("redis", inputs(), outputs("app1", List.of("route x is another")), inputs()).changes())
                .containsExactly(Map.entry("drift", Kind.UPDATE));
    }

    private List<String> failures(String property, Object value) {
        Map<String, Object> inputs = inputs();
        inputs.put(property, value);
        return type.check(Map.of(), inputs).failures().stream()
                .map(failure -> failure.property() + ": " + failure.reason())
                .toList();
    }

    private static Map<String, Object> outputs(String primary, List<String> drift) {
        Map<String, Object> outputs = inputs();
        outputs.put("primary", primary);
        outputs.put("drift", drift);
        return outputs;
    }

    private static Map<String, Object> inputs() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("members", List.of(member("app1")));
        inputs.put("candidates", List.of(member("app1"), member("db1")));
        inputs.put("password", "secret1");
        return inputs;
    }

    private static Map<String, Object> member(String name) {
        return Map.of("name", name, "dockerHost", "", "container", name + "-redis", "host", name, "port", 6379.0);
    }
}
