package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stack files in {@code stacks/} and their schema. {@code -Dnself.regenerate=true} writes the schema anew. */
class StackFilesTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path STACKS = PROJECT.resolve("stacks");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    @ParameterizedTest
    @ValueSource(strings = {"local", "staging", "production"})
    void theExamplesAreRight(String stack) throws IOException {
        StackFile file = StackFile.read(STACKS.resolve("Pulumi." + stack + ".yaml"));

        PlatformArgs args = StackConfig.read(stack, file.values(), file.encrypted());

        assertThat(args.custom()).extracting(CustomServiceArgs::route).contains("search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "staging", "production"})
    void theExamplesNameFoldersThatAreThere(String stack) throws IOException {
        StackFile file = StackFile.read(STACKS.resolve("Pulumi." + stack + ".yaml"));
        PlatformArgs args = StackConfig.read(stack, file.values(), file.encrypted());

        assertThat(PlatformValidation.validateFiles(args, PROJECT)).isEmpty();
    }

    @Test
    void theLocalExampleSwitchesEverythingOn() throws IOException {
        StackFile file = StackFile.read(STACKS.resolve("Pulumi.local.yaml"));
        PlatformArgs args = StackConfig.read("local", file.values(), file.encrypted());

        assertThat(PlatformService.values()).allMatch(service -> service.in(args.services()).enabled());
    }

    @Test
    void theCommittedSchemaIsThatOfTheRecords() throws IOException {
        String schema = JSON.writeValueAsString(StackSchema.of()) + "\n";

        Path committed = STACKS.resolve("schema.json");
        if (Boolean.getBoolean("nself.regenerate")) {
            Files.writeString(committed, schema);
        }
        assertThat(schema).isEqualTo(Files.readString(committed));
    }

    @Test
    void theSchemaIsASchema() {
        JsonSchema metaSchema = SCHEMAS.getSchema(SchemaLocation.of(VersionFlag.V202012.getId()));

        assertThat(metaSchema.validate(StackSchema.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "staging", "production"})
    void theSchemaTakesTheExamples(String stack) throws IOException {
        assertThat(schema().validate(yaml(STACKS.resolve("Pulumi." + stack + ".yaml")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "misspelt-key", "misspelt-inner-key", "everything-missing", "text-for-number", "quoted-number",
        "fraction-for-whole-number", "switch-for-service", "object-for-list", "unknown-tier", "unknown-target",
        "unknown-tls-version", "too-little-memory", "cpu-out-of-range", "database-switched-off", "custom-without-name",
        "custom-numbers", "postgres-volume", "proxy-port-range", "proxy-body-sizes", "auth-lives", "plain-secrets",
        "servers-without-anything", "servers-roles", "servers-keys"
    })
    void theSchemaRefusesWhatAnEditorCanSee(String broken) throws IOException {
        Path file = Path.of("src/test/resources/dev/nself/config/broken", broken + ".yaml");

        assertThat(schema().validate(yaml(file))).isNotEmpty();
    }

    @Test
    void theSchemaTakesEncryptedValuesAndOtherNamespaces() throws IOException {
        assertThat(schema().validate(new YAMLMapper().readTree("""
                encryptionsalt: v1:abc
                config:
                  docker:host: unix:///run/docker.sock
                  nself:domain: nself.localhost
                  nself:tier: single
                  nself:target: local
                  nself:services: {hasura: {environment: {API_KEY: {secure: AAAB}, PORT: 1}}}
                  nself:auth: {smtp: {host: mail.example.com, sender: a@example.com, password: {secure: AAAB}}}
                """))).isEmpty();
    }

    private static JsonSchema schema() {
        return SCHEMAS.getSchema(StackSchema.of());
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(file.toFile());
    }
}
