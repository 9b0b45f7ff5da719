package dev.nself.provider.database;

import dev.nself.provider.schema.Inputs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rights of a role in a schema.
 *
 * @param onSchema rights on the schema itself
 * @param onObjects rights by the kind of what is in it
 */
record Grant(String role, String schema, List<String> onSchema, Map<ObjectKind, List<String>> onObjects) {

    /** What lies in a schema, with its letter in pg_default_acl. */
    enum ObjectKind {
        TABLES('r'),
        SEQUENCES('S'),
        FUNCTIONS('f');

        private final char letter;

        ObjectKind(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    static Grant of(Inputs inputs) {
        Map<ObjectKind, List<String>> onObjects = new TreeMap<>();
        onObjects.put(ObjectKind.TABLES, inputs.texts("tables"));
        onObjects.put(ObjectKind.SEQUENCES, inputs.texts("sequences"));
        onObjects.put(ObjectKind.FUNCTIONS, inputs.texts("functions"));
        List<String> onSchema =
                inputs.values().containsKey("privileges") ? inputs.texts("privileges") : List.of("USAGE");
        return new Grant(inputs.text("role"), inputs.text("schema"), onSchema, onObjects);
    }

    boolean samePlace(Grant other) {
        return role.equals(other.role) && schema.equals(other.schema);
    }
}
