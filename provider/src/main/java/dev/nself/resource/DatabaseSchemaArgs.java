package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;

/** A schema and the role that owns it. */
public final class DatabaseSchemaArgs extends ResourceArgs {

    @Import(name = "name", required = true)
    private Output<String> name;

    @Import(name = "owner", required = true)
    private Output<String> owner;

    private DatabaseSchemaArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final DatabaseSchemaArgs args = new DatabaseSchemaArgs();

        private Builder() {}

        /** Name of the schema. Required. */
        public Builder name(Output<String> name) {
            args.name = name;
            return this;
        }

        public Builder name(String name) {
            return name(Output.of(name));
        }

        /** One of the declared roles. Required. */
        public Builder owner(Output<String> owner) {
            args.owner = owner;
            return this;
        }

        public Builder owner(String owner) {
            return owner(Output.of(owner));
        }

        public DatabaseSchemaArgs build() {
            return args;
        }
    }
}
