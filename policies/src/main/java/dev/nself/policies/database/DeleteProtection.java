package dev.nself.policies.database;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.ProductionStacks;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.Rule;
import dev.nself.policy.Severity;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code db-delete-protection}: neither a plan nor a person deletes a production database by mistake.
 *
 * <p>A database that a cloud runs has a switch for this on the cloud's side, which also stops the console. Disks,
 * buckets and volumes have none, so the engine must refuse: option {@code protect}. With it every preview and update
 * that deletes or replaces the resource fails. The option {@code retainOnDelete} does not count, as no pack is told of
 * it; and the engine lets a resource be unprotected and replaced in one update, which this rule stops.
 *
 * <p>To delete or replace one after all, name it in the rule's {@code exceptions}, with reason and end.
 */
final class DeleteProtection {

    /** Where databases keep their files in their images. */
    private static final List<String> PLACES = List.of(
            "/var/lib/postgresql", "/bitnami/postgresql", "/var/lib/mysql", "/bitnami/mysql", "/data/db");

    private static final String FIX = "set the resource option protect to true";

    private DeleteProtection() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-delete-protection",
                        "production databases, disks, buckets and volumes of data are protected from deletion",
                        "a renamed resource is deleted and made anew, and the rows are not",
                        "CKV_AWS_293", "AWS-0177")
                .withSeverity(Severity.CRITICAL)
                .withSettings(ProductionStacks.STACKS, Data.NAMES, Data.EXCEPT);
        return new StackPolicy(rule, DeleteProtection::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        if (!ProductionStacks.areAsked(verdict)) {
            return;
        }
        Set<String> mounted = mounted(stack);
        for (StackResource found : stack.resources()) {
            verdict.about(found, () -> {
                Resource resource = found.resource();
                if (Data.isDatabase(resource)) {
                    database(resource, verdict);
                } else if (!resource.options().protect()
                        && (mounted.contains(found.urn()) || Data.isStore(resource, verdict))) {
                    verdict.violation("must be protected, since it holds data", FIX);
                }
            });
        }
    }

    private static void database(Resource database, Verdict verdict) {
        Value protection = database.get("deletionProtection");
        if (!protection.isTrue()) {
            verdict.violation(protection, "must be true", "set deletionProtection to true");
        }
    }

    /** The volumes in which a database of some container keeps its files, whatever their names. */
    private static Set<String> mounted(Stack stack) {
        Set<String> urns = new TreeSet<>();
        for (StackResource container : stack.ofType(Docker.CONTAINER)) {
            Value mounts = container.get("volumes");
            for (Value mount : mounts.isUnknown() ? List.<Value>of() : mounts.items()) {
                Value name = mount.get("volumeName");
                if (isPlace(mount.get("containerPath"))) {
                    stack.ofType(Docker.VOLUME).stream()
                            .filter(volume -> name.isUnknown()
                                    ? stack.sourcesOf(container, "volumes").contains(volume)
                                    : !name.isAbsent() && volume.get("name").equals(name))
                            .forEach(volume -> urns.add(volume.urn()));
                }
            }
        }
        return urns;
    }

    private static boolean isPlace(Value path) {
        return !path.isUnknown() && PLACES.stream().anyMatch(path.text().orElse("")::startsWith);
    }
}
