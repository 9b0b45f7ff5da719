package dev.nself.program.judged;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.docker.Container;
import com.pulumi.docker.ContainerArgs;
import com.pulumi.docker.Network;
import com.pulumi.docker.NetworkArgs;
import com.pulumi.docker.Provider;
import com.pulumi.docker.ProviderArgs;
import com.pulumi.docker.Volume;
import com.pulumi.docker.VolumeArgs;
import com.pulumi.docker.inputs.ContainerCapabilitiesArgs;
import com.pulumi.docker.inputs.ContainerHealthcheckArgs;
import com.pulumi.docker.inputs.ContainerNetworksAdvancedArgs;
import com.pulumi.docker.inputs.ContainerPortArgs;
import com.pulumi.docker.inputs.ContainerUploadArgs;
import com.pulumi.docker.inputs.ContainerVolumeArgs;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program with at most one fault, named by its configuration: somebody's own, nothing of the platform is in it. */
public final class JudgedProgram {

    private final String name;
    private final String redis;
    private final String postgres;
    private final Network network;

    private JudgedProgram(Context context) {
        name = context.config().require("name");
        redis = context.config().require("redis");
        postgres = context.config().require("postgres");
        network = new Network("app", NetworkArgs.builder().name(name).internal(true).checkDuplicate(true).build());
    }

    public static void main(String[] args) {
        Pulumi.run(context -> new JudgedProgram(context).declare(context, context.config().require("fault")));
    }

    private void declare(Context context, String fault) {
        switch (fault) {
            case "none" -> container(sound());
            case "ctr-no-privileged" -> container(sound().privileged(true));
            case "ctr-limits" -> container(sound().memory((Output<Integer>) null).memorySwap((Output<Integer>) null));
            case "ctr-health" -> container(sound().healthcheck((Output<ContainerHealthcheckArgs>) null));
            case "ctr-no-new-privs" -> container(sound().securityOpts(List.of()));
            case "ctr-no-socket-hostpath" -> container(sound().volumes(ContainerVolumeArgs.builder()
                    .hostPath("/var/run/docker.sock").containerPath("/var/run/docker.sock").build()));
            case "fw-docker-bind" -> container(sound().ports(
                    ContainerPortArgs.builder().internal(6379).external(16379).ip("0.0.0.0").build()));
            case "net-no-default-bridge" -> container(sound().networksAdvanced(List.of()));
            case "img-pinned" -> container(sound().image("docker.io/library/redis:latest"));
            case "sec-no-literal" -> container(sound().envs("APP_PASSWORD=hT7Zq2mVw9Lx4Rk8Bn3Cd6Fs"));
            case "sec-no-default-cred" -> container(sound().envs(Output.ofSecret(List.of("APP_PASSWORD=postgres"))));
            case "sec-output-secret" -> context.export("adminPassword", Output.of("hT7Zq2mVw9Lx4Rk8Bn3Cd6Fs"));
            case "tls-database" -> container(database("hostssl all all all scram-sha-256", "ssl=off"));
            case "db-scram" -> container(database("hostssl all all all trust", "ssl=on"));
            case "db-delete-protection" -> container(database("hostssl all all all scram-sha-256", "ssl=on")
                    .volumes(ContainerVolumeArgs.builder().containerPath("/var/lib/postgresql/data")
                            .volumeName(new Volume("pgdata", VolumeArgs.builder().name(name).build()).name()).build()));
            case "tls-public-listener" -> container(proxy("server { listen 80; location / { proxy_pass http://app:8080; } }"));
            case "host-ssh" -> new Provider("db1", ProviderArgs.builder().host("ssh://deploy@192.0.2.10")
                    .sshOpts("-o", "StrictHostKeyChecking=no").build());
            case "fw-no-open-data" -> CloudResource.declare("aws:ec2/securityGroup:SecurityGroup", "data", Map.of(
                    "description", "database", "ingress", List.of(Map.of("protocol", "tcp", "fromPort", 5432, "toPort", 5432,
                            "cidrBlocks", List.of("0.0.0.0/0"), "description", "everybody"))));
            case "s3-not-public" -> CloudResource.declare("aws:s3/bucket:Bucket", "uploads", Map.of("acl", "public-read"));
            default -> throw new IllegalArgumentException("fault: must be a known one, got " + fault);
        }
    }

    private Container container(ContainerArgs.Builder args) {
        return new Container("cache", args.build());
    }

    private ContainerArgs.Builder sound() {
        return ContainerArgs.builder()
                .name(name + "-cache")
                .image(redis)
                .user("999:999")
                .restart("unless-stopped")
                .mustRun(false)
                .memory(64)
                .memorySwap(64)
                .cpuShares(128)
                .securityOpts("no-new-privileges:true")
                .capabilities(ContainerCapabilitiesArgs.builder().drops("ALL").build())
                .logDriver("json-file")
                .logOpts(Map.of("max-size", "1m", "max-file", "1"))
                .networkMode("bridge")
                .networksAdvanced(ContainerNetworksAdvancedArgs.builder().name(network.name()).build())
                .healthcheck(ContainerHealthcheckArgs.builder().tests("CMD", "redis-cli", "ping").interval("5s").build());
    }

    private ContainerArgs.Builder database(String hba, String... settings) {
        return sound().name(name + "-db").image(postgres)
                .command(Stream.concat(
                        Stream.of("postgres", "-c", "hba_file=/etc/postgresql/pg_hba.conf"),
                        Stream.of(settings).flatMap(setting -> Stream.of("-c", setting)))
                        .toList())
                .uploads(ContainerUploadArgs.builder().file("/etc/postgresql/pg_hba.conf").content(hba + "\n").build());
    }

    private ContainerArgs.Builder proxy(String server) {
        return sound().name(name + "-proxy").image("docker.io/library/nginx:1.28.0-bookworm")
                .ports(ContainerPortArgs.builder().internal(80).external(80).ip("0.0.0.0").build())
                .uploads(ContainerUploadArgs.builder().file("/etc/nginx/conf.d/default.conf").content(server + "\n").build());
    }
}
