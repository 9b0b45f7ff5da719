package dev.nself.policies.database;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code db-rls-tenant}: a tenant's rows are kept apart by the database, also from a service that forgets to.
 *
 * <p>It reads the SQL that a program's resources hold: files uploaded into containers, ConfigMaps, and what
 * CloudNativePG runs at the start. All files of a resource are read as one. The files of a {@code Migrations}
 * resource are not among its properties; those a test of the application's has to look at.
 */
final class RowSecurity {

    private static final Setting<List<String>> COLUMNS = Setting.texts("columns",
            "columns that mark a table as one that holds rows of several tenants", List.of("tenant_id"));

    private static final Setting<List<String>> BYPASS = Setting.texts("bypassRoles",
            "roles that may log in and bypass row security, for example one that makes dumps", List.of());

    private RowSecurity() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("db-rls-tenant",
                        "a table of several tenants has row security for all, and no service's role bypasses it",
                        "one query without its tenant condition otherwise shows every customer's rows",
                        "CISP 4.7", "CWE-639", "CWE-1220")
                .withSeverity(Severity.CRITICAL)
                .withSettings(COLUMNS, BYPASS);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, RowSecurity::container)
                .on(Kubernetes.CONFIG_MAP, RowSecurity::configMap)
                .on(Kubernetes.POSTGRES_CLUSTER, RowSecurity::cluster);
    }

    private static void container(Resource container, Verdict verdict) {
        Map<String, Value> files = new LinkedHashMap<>();
        verdict.each(container.get("uploads"), upload -> {
            if (upload.get("file").text().filter(file -> file.endsWith(".sql")).isPresent()) {
                files.put(upload.get("content").path(), upload.get("content"));
            }
        });
        judge(files, verdict);
    }

    private static void configMap(Resource map, Verdict verdict) {
        Map<String, Value> files = new LinkedHashMap<>(map.get("data").entries());
        files.keySet().removeIf(name -> !name.endsWith(".sql"));
        judge(files, verdict);
    }

    private static void cluster(Resource cluster, Verdict verdict) {
        Map<String, Value> files = new LinkedHashMap<>();
        Value start = cluster.get("spec").get("bootstrap").get("initdb");
        for (String list : List.of("postInitSQL", "postInitTemplateSQL", "postInitApplicationSQL")) {
            verdict.each(start.get(list), statement -> files.put(statement.path(), statement));
        }
        judge(files, verdict);
        verdict.each(cluster.get("spec").get("managed").get("roles"), role -> {
            Value bypass = role.get("bypassrls");
            boolean allowed = role.get("name").text().filter(verdict.setting(BYPASS)::contains).isPresent();
            if (bypass.isTrue() && role.get("login").isTrue() && !allowed) {
                verdict.violation(bypass, "must be false for a role that logs in",
                        "remove it, or name the role in the rule's bypassRoles");
            }
        });
    }

    private static void judge(Map<String, Value> files, Verdict verdict) {
        TenantTables tables = new TenantTables(verdict.setting(COLUMNS));
        for (Value file : files.values()) {
            verdict.attempt(() -> tables.add(file, file.text().orElse("") + ";\n"));
        }
        // What is missing from the files that are known may be in the one that is not, of which there is a notice then.
        if (files.values().stream().noneMatch(Value::isUnknown)) {
            tables.without("enable").forEach((table, file) -> verdict.violation(file.part(table, "no row security"),
                    "must have row security", "add ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY"));
            tables.without("force").forEach((table, file) -> verdict.violation(file.part(table, "not for its owner"),
                    "must have row security for its owner too",
                    "add ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY"));
        }
        tables.bypassing().forEach((role, file) -> {
            if (!verdict.setting(BYPASS).contains(role)) {
                verdict.violation(file.part(role, "BYPASSRLS"), "must not bypass row security, since it logs in",
                        "remove BYPASSRLS, or name the role in the rule's bypassRoles");
            }
        });
    }
}
