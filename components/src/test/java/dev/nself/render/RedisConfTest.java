package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.model.Part;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RedisConfTest {
    @Test
    void rendersSettings() {
        Golden.assertSame("redis", new TreeMap<>(Map.of(RedisConf.PATH, RedisConf.render(256))));
    }

    @Test
    void leavesMemoryForRewritingTheFile() {
        assertThat(RedisConf.render(1000)).contains("maxmemory 600mb");
    }

    @Test
    void refersToThePasswordWithoutKnowingIt() {
        assertThat(RedisConf.password("redis").parts()).containsExactly(
                new Part.Literal("requirepass "),
                new Part.SecretRef("redis", Part.SecretField.VALUE, Part.Encoding.PLAIN),
                new Part.Literal("\n"));
    }
}
