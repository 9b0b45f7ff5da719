package dev.nself.provider.rpc;

import java.util.List;
import java.util.Map;

/**
 * What a provider does with its own configuration, the arguments of the program's provider resource.
 *
 * <p>Values are plain, without secret wrappers; lists and objects that the SDK sent as JSON text are decoded.
 */
public interface ConfigHandler {

    /** For a provider without configuration. */
    ConfigHandler NONE = new ConfigHandler() {
        @Override
        public boolean knows(String name) {
            return false;
        }

        @Override
        public void configure(Map<String, Object> config) {
            // There is none.
        }
    };

    /**
     * Whether the provider has an argument of that name; others are dropped. The engine gives a default provider every
     * key of the stack's configuration under the provider's name, meant for it or for the program.
     */
    default boolean knows(String name) {
        return true;
    }

    /** What is wrong with the configuration; values may be {@link Unknown#VALUE} in previews. */
    default List<Checked.Failure> check(Map<String, Object> config) {
        return List.of();
    }

    /** Takes the configuration into use, once, before any call on a resource. */
    void configure(Map<String, Object> config);
}
