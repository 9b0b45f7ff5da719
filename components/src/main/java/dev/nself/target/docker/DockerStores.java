package dev.nself.target.docker;

import com.pulumi.core.Output;
import com.pulumi.docker.Network;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.model.ConfigFile;
import dev.nself.model.DataVolume;
import dev.nself.model.Member;
import dev.nself.model.Names;
import dev.nself.model.Place;
import dev.nself.model.Seed;
import dev.nself.model.Service;
import dev.nself.model.Step;
import dev.nself.resource.LiveFileArgs;
import dev.nself.resource.ObjectPrimary;
import dev.nself.resource.ObjectPrimaryArgs;
import dev.nself.resource.PgCandidateArgs;
import dev.nself.resource.PgPoolerArgs;
import dev.nself.resource.PgPrimary;
import dev.nself.resource.PgPrimaryArgs;
import dev.nself.resource.PgSeed;
import dev.nself.resource.PgSeedArgs;
import dev.nself.resource.RedisPrimary;
import dev.nself.resource.RedisPrimaryArgs;
import dev.nself.resource.StoreMemberArgs;
import dev.nself.target.Generated;
import java.util.List;

/** Where data is on several engines, and how it gets from one to another. */
final class DockerStores {

    /** The container's first process hands the signal on to HAProxy, which reads its files again and drops nobody. */
    private static final String RELOAD = "kill -USR2 1";

    private final Engine engine;
    private final Network link;
    private final Generated generated;

    DockerStores(Engine engine, Network link, Generated generated) {
        this.engine = engine;
        this.link = link;
        this.generated = generated;
    }

    /** What makes a new member's volume ready before its container starts. */
    Resource seed(Service.Stateful store, Seed seed, Resource parent, List<Resource> after) {
        return new PgSeed(Names.step(engine.machine().name(), store.name() + "-seed"), PgSeedArgs.builder()
                .member(engine.machine().name())
                .candidates(candidates(seed.candidates(), seed.volume()))
                .image(image(store))
                .dataPath(path(store, seed))
                .pgdata(seed.folder())
                .replicationUser(seed.role())
                .replicationPassword(generated.secret(seed.secret()))
                .network(link.name())
                .authorityPem(generated.authority())
                .build(), engine.childOf(parent).dependsOn(after.toArray(Resource[]::new)).build());
    }

    /** What moves a store to its members and leads its clients there. */
    Resource primary(Step.Primary primary, List<ConfigFile> files, CustomResourceOptions options) {
        return switch (primary.store().kind()) {
            case POSTGRES -> postgres(primary, primary.store().seed().orElseThrow(), files, options);
            case REDIS -> redis(primary, files, options);
            case STORAGE -> objects(primary, files, options);
            case PROXY, ACME, POOLER, DATA_PROXY, HASURA, AUTH, FUNCTIONS, ADMIN, MAILPIT, CUSTOM ->
                    throw new IllegalStateException(primary.store().name() + " has no data that moves");
        };
    }

    private Resource postgres(Step.Primary primary, Seed seed, List<ConfigFile> files, CustomResourceOptions options) {
        return new PgPrimary(primary.name(), PgPrimaryArgs.builder()
                .members(primary.members().stream().map(member -> member.machine().name()).toList())
                .candidates(candidates(primary.candidates(), seed.volume()))
                .image(image(primary.store()))
                .dataPath(path(primary.store(), seed))
                .pgdata(seed.folder())
                .replicationUser(seed.role())
                .replicationPassword(generated.secret(seed.secret()))
                .poolers(primary.poolers().stream().map(place -> pooler(place, primary.direct())).toList())
                .routes(routes(primary, files))
                .build(), options);
    }

    private Resource redis(Step.Primary primary, List<ConfigFile> files, CustomResourceOptions options) {
        return new RedisPrimary(primary.name(), RedisPrimaryArgs.builder()
                .members(members(primary.members()))
                .candidates(members(primary.candidates()))
                .routes(routes(primary, files))
                .password(generated.secret(primary.secret()))
                .tls(true)
                .build(), options);
    }

    private Resource objects(Step.Primary primary, List<ConfigFile> files, CustomResourceOptions options) {
        return new ObjectPrimary(primary.name(), ObjectPrimaryArgs.builder()
                .members(members(primary.members()))
                .candidates(members(primary.candidates()))
                .routes(routes(primary, files))
                .build(), options);
    }

    private List<StoreMemberArgs> members(List<Member> members) {
        return members.stream()
                .map(member -> new StoreMemberArgs(member.machine().name(), member.machine().engine(),
                        engine.names().physical(member.container()), member.host(), member.port()))
                .toList();
    }

    private List<PgCandidateArgs> candidates(List<Member> members, String volume) {
        return members.stream()
                .map(member -> PgCandidateArgs.builder()
                        .name(member.machine().name())
                        .dockerHost(member.machine().engine())
                        .container(engine.names().physical(member.container()))
                        .volume(engine.names().physical(member.volume(volume)))
                        .host(member.host())
                        .port(member.port())
                        .build())
                .toList();
    }

    private PgPoolerArgs pooler(Place place, String upstream) {
        Fleet.Placed pooler = engine.fleet().at(place);
        return PgPoolerArgs.builder()
                .dockerHost(pooler.engine())
                .container(pooler.name())
                .containerId(pooler.id())
                .upstreamHost(upstream)
                .build();
    }

    private List<LiveFileArgs> routes(Step.Primary primary, List<ConfigFile> files) {
        return primary.proxies().stream()
                .flatMap(place -> files.stream().map(file -> route(engine.fleet().at(place), file)))
                .toList();
    }

    private LiveFileArgs route(Fleet.Placed proxy, ConfigFile file) {
        return LiveFileArgs.builder()
                .dockerHost(proxy.engine())
                .container(proxy.name())
                .containerId(proxy.id())
                .path(file.path())
                .content(generated.resolve(file.content()))
                .reload(RELOAD)
                .build();
    }

    private Output<String> image(Service.Stateful store) {
        return engine.images().id(store.container().image(), engine.host(), store.name());
    }

    private static String path(Service.Stateful store, Seed seed) {
        return store.volumes().stream()
                .filter(volume -> volume.suffix().equals(seed.volume()))
                .map(DataVolume::path)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(store.name() + " has no volume " + seed.volume()));
    }
}
