package dev.nself;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.nself", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule data_flows_one_way = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("dev.nself..")
            .layer("config").definedBy("dev.nself.config..")
            .layer("model").definedBy("dev.nself.model..")
            .layer("topology").definedBy("dev.nself.topology..")
            .layer("render").definedBy("dev.nself.render..")
            .layer("target").definedBy("dev.nself.target..")
            .layer("component").definedBy("dev.nself.component..")
            .whereLayer("component").mayNotBeAccessedByAnyLayer()
            .whereLayer("target").mayOnlyBeAccessedByLayers("component")
            .whereLayer("render").mayOnlyBeAccessedByLayers("component")
            .whereLayer("topology").mayOnlyBeAccessedByLayers("component", "render")
            .whereLayer("model").mayOnlyBeAccessedByLayers("topology", "render", "target", "component");

    @ArchTest
    static final ArchRule only_the_docker_target_knows_the_docker_sdk = noClasses()
            .that().resideOutsideOfPackage("dev.nself.target.docker..")
            .should().dependOnClassesThat().resideInAPackage("com.pulumi.docker..");

    @ArchTest
    static final ArchRule plans_are_plain_values = noClasses()
            .that().resideInAnyPackage("dev.nself.config..", "dev.nself.model..", "dev.nself.topology..", "dev.nself.render..")
            .should().dependOnClassesThat().resideInAPackage("com.pulumi..");

    @ArchTest
    static final ArchRule only_topology_knows_tiers = noClasses()
            .that().resideOutsideOfPackages("dev.nself.topology..", "dev.nself.config..")
            .should().dependOnClassesThat().haveFullyQualifiedName("dev.nself.config.Tier");
}
