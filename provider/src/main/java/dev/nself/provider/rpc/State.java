package dev.nself.provider.rpc;

import java.util.Map;

/**
 * A resource that exists.
 *
 * @param id the provider's own name of it, never empty
 * @param inputs the inputs as far as they can be read back; used by {@link ResourceType#read} only, else as given
 * @param outputs everything kept in the state
 */
public record State(String id, Map<String, Object> inputs, Map<String, Object> outputs) {}
