package dev.nself.policy;

import java.util.List;
import java.util.Optional;

/**
 * A resource's options, as far as the engine tells a pack; {@code retainOnDelete} and {@code dependsOn} it does not
 * tell. What a resource depends on is in {@link StackResource#dependencies}.
 *
 * @param parent URN of the parent; empty for none
 * @param protect the engine refuses to delete or replace it
 * @param ignoreChanges paths of properties whose changes are ignored
 * @param deleteBeforeReplace empty where the program says nothing
 * @param additionalSecretOutputs outputs that are kept as secrets beyond what the provider marks
 * @param aliases URNs that it had before
 */
public record ResourceOptions(
        String parent,
        boolean protect,
        List<String> ignoreChanges,
        Optional<Boolean> deleteBeforeReplace,
        List<String> additionalSecretOutputs,
        List<String> aliases) {

    /** Options of a resource for which the program gave none. */
    public static final ResourceOptions NONE =
            new ResourceOptions("", false, List.of(), Optional.empty(), List.of(), List.of());

    public ResourceOptions {
        ignoreChanges = List.copyOf(ignoreChanges);
        additionalSecretOutputs = List.copyOf(additionalSecretOutputs);
        aliases = List.copyOf(aliases);
    }

    /** The same with another protection. */
    public ResourceOptions withProtect(boolean other) {
        return new ResourceOptions(parent, other, ignoreChanges, deleteBeforeReplace, additionalSecretOutputs, aliases);
    }
}
