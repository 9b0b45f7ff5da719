package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * A database with its extensions, schemas, roles, passwords and rights, in a PostgreSQL container.
 *
 * <p>Works over the local socket as the superuser, so it needs no password and mends a cluster whose passwords were
 * lost. Removing it drops nothing.
 */
@ResourceType(type = DatabaseRoles.TOKEN)
public final class DatabaseRoles extends CustomResource {

    static final String TOKEN = "nself:index:DatabaseRoles";

    @Export(name = "database", refs = String.class, tree = "[0]")
    private Output<String> database;

    @Export(name = "drift", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> drift;

    public DatabaseRoles(String name, DatabaseRolesArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public DatabaseRoles(String name, DatabaseRolesArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Its name, once all is there. */
    public Output<String> database() {
        return database;
    }

    /** What a refresh found missing or different; mended by the next update. */
    public Output<List<String>> drift() {
        return drift;
    }
}
