package dev.nself.provider.hasura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataFolderTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void version() throws IOException {
        write("version.yaml", "version: 3\n");
    }

    @Test
    void includedFilesStandWhereTheyAreNamed() throws IOException {
        write("databases/databases.yaml", """
                - name: default
                  kind: postgres
                  tables: "!include default/tables/tables.yaml"
                  functions: !include default/functions/functions.yaml
                """);
        write("databases/default/tables/tables.yaml", "- \"!include public_posts.yaml\"\n");
        write("databases/default/tables/public_posts.yaml", "table: {schema: public, name: posts}\n");
        write("databases/default/functions/functions.yaml", "[]\n");

        assertThat(MetadataFolder.read(folder))
                .isEqualTo(Map.of(
                        "version",
                        3,
                        "sources",
                        List.of(Map.of(
                                "name", "default",
                                "kind", "postgres",
                                "tables", List.of(Map.of("table", Map.of("schema", "public", "name", "posts"))),
                                "functions", List.of()))));
    }

    @Test
    void otherFilesAreEntriesAndEmptyOnesAreLeftOut() throws IOException {
        write("cron_triggers.yaml", "- name: nightly\n  schedule: 0 3 * * *\n  include_in_metadata: true\n");
        write("allow_list.yaml", "- collection: allowed\n  scope: {global: true}\n");
        write("remote_schemas.yaml", "[]\n");
        write("network.yaml", "{}\n");
        write("query_collections.yaml", "");

        assertThat(MetadataFolder.read(folder))
                .containsOnlyKeys("version", "sources", "cron_triggers", "allowlist")
                .containsEntry(
                        "cron_triggers",
                        List.of(Map.of("name", "nightly", "schedule", "0 3 * * *", "include_in_metadata", true)));
    }

    @Test
    void onlyTrueAndFalseAreFlagsAndNothingIsADate() throws IOException {
        write("inherited_roles.yaml", "[{a: yes, b: on, c: true, d: 2026-01-02, e: 1_000, f: 12, g: 010, h: ~}]\n");

        assertThat(MetadataFolder.read(folder).get("inherited_roles").toString())
                .isEqualTo("[{a=yes, b=on, c=true, d=2026-01-02, e=1_000, f=12, g=010, h=null}]");
    }

    @Test
    void actionsAreMadeOfTheirTwoFiles() throws IOException {
        write("actions.yaml", """
                actions:
                  - name: invite
                    definition: {kind: synchronous, handler: "{{FUNCTIONS}}/invite"}
                    permissions: [{role: user}]
                  - name: quota
                    definition: {kind: "", handler: "{{FUNCTIONS}}/quota"}
                custom_types:
                  enums: []
                  input_objects: [{name: InviteInput}]
                  objects:
                    - name: Invited
                      relationships: [{name: user, type: object, remote_table: users, field_mapping: {id: id}}]
                  scalars: [{name: Address}]
                """);
        write("actions.graphql", """
                # Who may come in.
                type Mutation {
                  "Sends an invitation."
                  invite(input: InviteInput!, roles: [Level!]!): Invited
                }
                extend type Query { quota: Int! }
                input InviteInput { address: Address! }
                type Invited { id: uuid! }
                enum Level { READER, WRITER }
                scalar Address
                """);

        Map<String, Object> metadata = MetadataFolder.read(folder);

        assertThat(metadata.get("actions"))
                .isEqualTo(List.of(
                        Map.of(
                                "name",
                                "invite",
                                "definition",
                                Map.of(
                                        "kind", "synchronous",
                                        "handler", "{{FUNCTIONS}}/invite",
                                        "type", "mutation",
                                        "arguments",
                                                List.of(
                                                        Map.of("name", "input", "type", "InviteInput!"),
                                                        Map.of("name", "roles", "type", "[Level!]!")),
                                        "output_type", "Invited"),
                                "permissions",
                                List.of(Map.of("role", "user"))),
                        Map.of(
                                "name",
                                "quota",
                                "definition",
                                Map.of(
                                        "handler", "{{FUNCTIONS}}/quota",
                                        "type", "query",
                                        "arguments", List.of(),
                                        "output_type", "Int!"))));
        assertThat(metadata.get("custom_types"))
                .isEqualTo(Map.of(
                        "input_objects",
                                List.of(Map.of(
                                        "name", "InviteInput",
                                        "fields", List.of(Map.of("name", "address", "type", "Address!")))),
                        "objects",
                                List.of(Map.of(
                                        "name",
                                        "Invited",
                                        "relationships",
                                        List.of(Map.of(
                                                "name", "user",
                                                "type", "object",
                                                "remote_table", "users",
                                                "field_mapping", Map.of("id", "id"))),
                                        "fields",
                                        List.of(Map.of("name", "id", "type", "uuid!")))),
                        "enums",
                                List.of(Map.of(
                                        "name", "Level",
                                        "values", List.of(Map.of("value", "READER"), Map.of("value", "WRITER")))),
                        "scalars", List.of(Map.of("name", "Address"))));
    }

    @Test
    void anActionThatOnlyTheYamlKnowsIsNamed() throws IOException {
        write("actions.yaml", "actions: [{name: lost, definition: {handler: x}}]\n");

        assertThatThrownBy(() -> MetadataFolder.read(folder))
                .hasMessage("actions.graphql: has no action named lost, which actions.yaml names;"
                        + " add it to type Query or Mutation");
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        write("actions.graphql", "type Query {\n  a: Int\n  b: Int @deprecated\n}\n");
        assertThatThrownBy(() -> MetadataFolder.read(folder))
                .hasMessage("actions.graphql: line 3: cannot be read: @deprecated");

        write("actions.graphql", "union A = B\n");
        assertThatThrownBy(() -> MetadataFolder.read(folder))
                .hasMessage("actions.graphql: cannot be used, got union; allowed: enum, input, scalar, type, extend type");

        write("databases/databases.yaml", "- a: [\n");
        assertThatThrownBy(() -> MetadataFolder.read(folder))
                .hasMessageStartingWith("metadata: databases/databases.yaml is no YAML: ");

        write("databases/databases.yaml", "- \"!include nowhere.yaml\"\n");
        assertThatThrownBy(() -> MetadataFolder.read(folder))
                .hasMessageStartingWith("metadata: databases/nowhere.yaml cannot be read: ");

        write("databases/databases.yaml", "- \"!include ../../outside.yaml\"\n");
        assertThatThrownBy(() -> MetadataFolder.read(folder))
                .hasMessage("metadata: databases/databases.yaml includes a file outside of the folder,"
                        + " got !include ../../outside.yaml");

        write("version.yaml", "version: 2\n");
        assertThatThrownBy(() -> MetadataFolder.read(folder))
                .hasMessage("version.yaml: version cannot be used, got 2; allowed: 3;"
                        + " write the folder anew with: hasura metadata export");
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
