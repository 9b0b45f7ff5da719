package dev.nself.provider.rpc;

import java.util.Map;
import java.util.Objects;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.PropertyDiff;

/** {@link Difference} as the engine wants it. */
final class Differences {

    private Differences() {}

    static DiffResponse toResponse(Difference difference, Map<String, Object> oldInputs, Map<String, Object> news) {
        DiffResponse.Builder response = DiffResponse.newBuilder()
                .setChanges(difference.changes().isEmpty() ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME)
                .setDeleteBeforeReplace(difference.deleteBeforeReplace())
                .setHasDetailedDiff(true);
        difference.changes().forEach((path, kind) -> {
            String property = topLevel(path);
            // Drift shows only against the outputs: there the engine must look for the old value.
            boolean inputsDiffer = !Objects.equals(oldInputs.get(property), news.get(property));
            PropertyDiff detail = PropertyDiff.newBuilder()
                    .setKind(PropertyDiff.Kind.valueOf(kind.name()))
                    .setInputDiff(inputsDiffer)
                    .build();
            response.putDetailedDiff(path, detail).addDiffs(property);
            if (kind.replaces()) {
                response.addReplaces(property);
            }
        });
        return response.build();
    }

    private static String topLevel(String path) {
        return path.split("[.\\[]", 2)[0];
    }
}
