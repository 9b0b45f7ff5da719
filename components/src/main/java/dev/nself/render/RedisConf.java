package dev.nself.render;

import dev.nself.model.Part.Encoding;
import dev.nself.model.Text;
import java.util.Map;

/** Redis's settings, for {@code redis-server} {@link #PATH}. */
public final class RedisConf {
    /** Where the server reads it. */
    public static final String PATH = "/etc/nself/redis.conf";

    /** What {@link #PATH} includes; the password is here alone, so that the rest can be printed and compared. */
    public static final String PASSWORD_PATH = "/etc/nself/redis-password.conf";

    private RedisConf() {}

    /**
     * Renders the settings.
     *
     * @param memoryMiB what the container may use; three fifths are for data, since a rewrite of the append-only file
     *     copies the pages that change meanwhile
     */
    public static String render(int memoryMiB) {
        return Template.load("redis/redis.conf").render(Map.of("maxMemory", Integer.toString(memoryMiB * 3 / 5)));
    }

    /** The file at {@link #PASSWORD_PATH}. */
    public static Text password(String secret) {
        return Text.of("requirepass ").andSecret(secret, Encoding.PLAIN).and("\n");
    }
}
