package dev.nself.provider.hasura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptTablesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final KeptTables kept = new KeptTables("default", List.of("auth", "storage"));

    @Test
    void tablesOfAuthStayAndOthersGo() {
        JsonNode merged = kept.merge(
                Map.of("sources", List.of(Map.of("name", "default", "tables", List.of(table("public", "posts"))))),
                json("{'sources':[{'name':'default','tables':["
                        + "{'table':{'schema':'public','name':'old'}},"
                        + "{'table':{'schema':'auth','name':'users'},'configuration':{'custom_name':'users'}}]}]}"));

        assertThat(KeptTables.names(merged)).containsExactly("default.public.posts", "default.auth.users");
        assertThat(merged.at("/sources/0/tables/1/configuration/custom_name").asText()).isEqualTo("users");
    }

    @Test
    void aDeclaredTableOfAuthWinsButKeepsTheRelationshipsThatAuthMade() {
        Map<String, Object> declared = map("{'sources':[{'name':'default','tables':["
                + "{'table':{'schema':'auth','name':'users'},'object_relationships':[{'name':'profile','using':1}]}]}]}");

        JsonNode merged = kept.merge(
                declared,
                json("{'sources':[{'name':'default','tables':[{'table':{'schema':'auth','name':'users'},"
                        + "'configuration':{'custom_name':'old'},"
                        + "'object_relationships':[{'name':'profile','using':2},{'name':'role','using':3}],"
                        + "'array_relationships':[{'name':'roles','using':4}]}]}]}"));

        assertThat(merged)
                .isEqualTo(json("{'sources':[{'name':'default','tables':[{'table':{'schema':'auth','name':'users'},"
                        + "'object_relationships':[{'name':'profile','using':1},{'name':'role','using':3}],"
                        + "'array_relationships':[{'name':'roles','using':4}]}]}]}"));
    }

    @Test
    void theShortFormOfATableMeansPublic() {
        assertThat(KeptTables.names(json("{'sources':[{'name':'default','tables':[{'table':'posts'}]}]}")))
                .containsExactly("default.public.posts");
    }

    @Test
    void metadataWithoutTheSourceOfAuthIsRefused() {
        assertThatThrownBy(() -> kept.merge(
                        Map.of("sources", List.of()),
                        json("{'sources':[{'name':'default','tables':[{'table':{'schema':'auth','name':'users'}}]}]}")))
                .hasMessage("databaseName: the metadata declares no such source, got default;"
                        + " its tables of schemas auth, storage would be lost");
    }

    private static Map<String, Object> table(String schema, String name) {
        return Map.of("table", Map.of("schema", schema, "name", name));
    }

    private static Map<String, Object> map(String text) {
        return JSON.convertValue(json(text), new TypeReference<>() {});
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
