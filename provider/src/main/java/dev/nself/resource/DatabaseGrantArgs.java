package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/** Rights of a role in a schema, on what is there now and on what the schema's owner will make. */
public final class DatabaseGrantArgs extends ResourceArgs {

    @Import(name = "role", required = true)
    private Output<String> role;

    @Import(name = "schema", required = true)
    private Output<String> schema;

    @Import(name = "privileges")
    private Output<List<String>> privileges;

    @Import(name = "tables")
    private Output<List<String>> tables;

    @Import(name = "sequences")
    private Output<List<String>> sequences;

    @Import(name = "functions")
    private Output<List<String>> functions;

    private DatabaseGrantArgs() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values; {@link #build} may be called once. */
    public static final class Builder {

        private final DatabaseGrantArgs args = new DatabaseGrantArgs();

        private Builder() {}

        /** Who gets them. Required. */
        public Builder role(Output<String> role) {
            args.role = role;
            return this;
        }

        public Builder role(String role) {
            return role(Output.of(role));
        }

        /** One of the declared schemas. Required. */
        public Builder schema(Output<String> schema) {
            args.schema = schema;
            return this;
        }

        public Builder schema(String schema) {
            return schema(Output.of(schema));
        }

        /** On the schema itself: {@code USAGE} (default), {@code CREATE}. */
        public Builder privileges(Output<List<String>> privileges) {
            args.privileges = privileges;
            return this;
        }

        public Builder privileges(List<String> privileges) {
            return privileges(Output.of(privileges));
        }

        /**
         * {@code SELECT}, {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code TRUNCATE}, {@code
         * REFERENCES}, {@code TRIGGER}.
         */
        public Builder tables(Output<List<String>> tables) {
            args.tables = tables;
            return this;
        }

        public Builder tables(List<String> tables) {
            return tables(Output.of(tables));
        }

        /** {@code USAGE}, {@code SELECT}, {@code UPDATE}. */
        public Builder sequences(Output<List<String>> sequences) {
            args.sequences = sequences;
            return this;
        }

        public Builder sequences(List<String> sequences) {
            return sequences(Output.of(sequences));
        }

        /** {@code EXECUTE}. */
        public Builder functions(Output<List<String>> functions) {
            args.functions = functions;
            return this;
        }

        public Builder functions(List<String> functions) {
            return functions(Output.of(functions));
        }

        public DatabaseGrantArgs build() {
            return args;
        }
    }
}
