package dev.nself.target.docker;

import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.model.ConfigFile;
import dev.nself.model.Database;
import dev.nself.model.FirewallRule;
import dev.nself.model.Names;
import dev.nself.model.Service;
import dev.nself.model.Step;
import dev.nself.resource.Bucket;
import dev.nself.resource.BucketArgs;
import dev.nself.resource.DatabaseGrantArgs;
import dev.nself.resource.DatabaseRoleArgs;
import dev.nself.resource.DatabaseRoles;
import dev.nself.resource.DatabaseRolesArgs;
import dev.nself.resource.DatabaseSchemaArgs;
import dev.nself.resource.HasuraMetadata;
import dev.nself.resource.HasuraMetadataArgs;
import dev.nself.resource.HealthyContainers;
import dev.nself.resource.HealthyContainersArgs;
import dev.nself.resource.HostFirewall;
import dev.nself.resource.HostFirewallArgs;
import dev.nself.resource.HostFirewallRuleArgs;
import dev.nself.resource.Migrations;
import dev.nself.resource.MigrationsArgs;
import dev.nself.target.Generated;
import java.util.List;

/** What is done inside running containers of one engine. */
final class DockerSteps {

    private final Engine engine;
    private final Generated generated;
    private final DockerContainers containers;
    private final DockerStores stores;

    DockerSteps(Engine engine, Generated generated, DockerContainers containers, DockerStores stores) {
        this.stores = stores;
        this.containers = containers;
        this.engine = engine;
        this.generated = generated;
    }

    Resource define(Step step, List<ConfigFile> files, Resource parent, List<Resource> after) {
        CustomResourceOptions options = engine.childOf(parent).dependsOn(after.toArray(Resource[]::new)).build();
        if (step instanceof Step.Firewall firewall) {
            return firewall(firewall, options);
        }
        if (step instanceof Step.Primary primary) {
            return stores.primary(primary, files, options);
        }
        if (step instanceof Step.Roles roles) {
            return roles(roles, options);
        }
        if (step instanceof Step.Sql sql) {
            return new Migrations(sql.name(), MigrationsArgs.builder()
                    .dockerHost(engine.host())
                    .container(engine.physical(sql.postgres()))
                    .database(sql.database())
                    .directory(sql.directory())
                    .files(sql.files())
                    .build(), options);
        }
        if (step instanceof Step.Metadata metadata) {
            return new HasuraMetadata(metadata.name(), HasuraMetadataArgs.builder()
                    .dockerHost(engine.host())
                    .container(engine.physical(metadata.hasura()))
                    .adminSecret(generated.secret(metadata.adminSecret()))
                    .directory(metadata.directory())
                    .sha256(metadata.sha256())
                    .build(), options);
        }
        if (step instanceof Step.Buckets buckets) {
            return buckets(buckets, options);
        }
        if (step instanceof Step.Healthy) {
            List<String> names = List.copyOf(containers.ids().keySet());
            return new HealthyContainers(Names.step(engine.machine().name(), step.name()),
                    new HealthyContainersArgs(engine.host(), names, Output.all(List.copyOf(containers.ids().values())), 120), options);
        }
        throw new IllegalStateException(step.name() + " is a " + Service.class.getSimpleName() + ", which is run, not applied");
    }

    private Resource firewall(Step.Firewall firewall, CustomResourceOptions options) {
        return new HostFirewall(Names.step(engine.machine().name(), firewall.name()), HostFirewallArgs.builder()
                .host(engine.machine().name())
                .dockerHost(engine.host())
                .image(engine.images().id(firewall.image(), engine.host(), firewall.name()))
                .container(engine.physical(firewall.name()))
                .address(engine.machine().address())
                .labels(engine.labels(firewall.name()))
                .rules(firewall.rules().stream().map(DockerSteps::rule).toList())
                .build(), options);
    }

    private static HostFirewallRuleArgs rule(FirewallRule rule) {
        return HostFirewallRuleArgs.builder()
                .protocol("tcp")
                .port(rule.port())
                .sources(rule.sources())
                .description(rule.description())
                .build();
    }

    private Resource roles(Step.Roles roles, CustomResourceOptions options) {
        Database database = roles.database();
        return new DatabaseRoles(roles.name(), DatabaseRolesArgs.builder()
                .dockerHost(engine.host())
                .container(engine.physical(roles.postgres()))
                .database(database.name())
                .extensions(database.extensions())
                .schemas(database.schemas().stream()
                        .map(schema -> DatabaseSchemaArgs.builder().name(schema.name()).owner(schema.owner()).build())
                        .toList())
                .roles(database.roles().stream().map(this::role).toList())
                .grants(database.grants().stream().map(DockerSteps::grant).toList())
                .build(), options);
    }

    private DatabaseRoleArgs role(Database.Role role) {
        DatabaseRoleArgs.Builder args = DatabaseRoleArgs.builder()
                .name(role.name())
                .replication(role.replicates())
                .databasePrivileges(privileges(role));
        if (!role.secret().isEmpty()) {
            args.password(generated.secret(role.secret()));
        }
        return args.build();
    }

    private static List<String> privileges(Database.Role role) {
        if (role.replicates()) {
            return List.of();
        }
        return role.makesSchemas() ? List.of("CONNECT", "TEMPORARY", "CREATE") : List.of("CONNECT", "TEMPORARY");
    }

    private static DatabaseGrantArgs grant(Database.Grant grant) {
        return DatabaseGrantArgs.builder()
                .role(grant.role())
                .schema(grant.schema())
                .tables(grant.tables())
                .sequences(grant.sequences())
                .functions(grant.functions())
                .build();
    }

    private Resource buckets(Step.Buckets buckets, CustomResourceOptions options) {
        return new Bucket(buckets.name(), BucketArgs.builder()
                .dockerHost(engine.host())
                .container(engine.physical(buckets.storage()))
                .authority(buckets.authority())
                .buckets(buckets.buckets())
                .accessKey(buckets.user())
                .secretKey(generated.secret(buckets.secretKey()))
                .rootUser(buckets.rootUser())
                .rootPassword(generated.secret(buckets.rootPassword()))
                .build(), options);
    }
}
