package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * The user's SQL files, applied in the order of their names, each exactly once.
 *
 * <p>Each file is one transaction together with its row in {@code nself.migrations}; a file whose first line is
 * {@code -- nself: no-transaction} runs statement by statement. An applied file must not change any more.
 */
@ResourceType(type = Migrations.TOKEN)
public final class Migrations extends CustomResource {

    static final String TOKEN = "nself:index:Migrations";

    @Export(name = "applied", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> applied;

    public Migrations(String name, MigrationsArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public Migrations(String name, MigrationsArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** Names of the applied files. */
    public Output<List<String>> applied() {
        return applied;
    }
}
