package dev.nself.offline.run;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.docker.Container;
import com.pulumi.docker.ContainerArgs;
import com.pulumi.docker.Network;
import com.pulumi.docker.NetworkArgs;
import com.pulumi.docker.Provider;
import com.pulumi.docker.ProviderArgs;
import com.pulumi.docker.RemoteImage;
import com.pulumi.docker.RemoteImageArgs;
import com.pulumi.docker.Volume;
import com.pulumi.docker.VolumeArgs;
import com.pulumi.docker.inputs.ContainerCapabilitiesArgs;
import com.pulumi.docker.inputs.ContainerHealthcheckArgs;
import com.pulumi.docker.inputs.ContainerLabelArgs;
import com.pulumi.docker.inputs.ContainerNetworksAdvancedArgs;
import com.pulumi.docker.inputs.ContainerPortArgs;
import com.pulumi.docker.inputs.ContainerUploadArgs;
import com.pulumi.docker.inputs.ContainerVolumeArgs;
import com.pulumi.resources.CustomResourceOptions;
import dev.nself.offline.real.RealEngine;
import java.util.List;
import java.util.Map;

/** A database and something that waits for it, on an engine that is named. */
final class SmallProgram {

    static final String DATABASE = RealEngine.PREFIX + "database";
    static final String API = RealEngine.PREFIX + "api";
    static final String PASSWORD = "correct-horse-battery-staple";

    private volatile String image = RealEngine.IMAGE;
    private volatile String apiLevel = "info";

    void setImage(String image) {
        this.image = image;
    }

    void setApiLevel(String apiLevel) {
        this.apiLevel = apiLevel;
    }

    void run(Context context) {
        Provider server = new Provider("server", ProviderArgs.builder().host("unix:///var/run/docker.sock").build());
        CustomResourceOptions there = CustomResourceOptions.builder().provider(server).build();
        Network network = new Network("network",
                NetworkArgs.builder().name(RealEngine.PREFIX + "net").internal(false).checkDuplicate(true).build(), there);
        Volume volume = new Volume("data", VolumeArgs.builder().name(RealEngine.PREFIX + "data").build(), there);
        RemoteImage busybox = new RemoteImage("busybox",
                RemoteImageArgs.builder().name(image).keepLocally(true).build(), there);
        Output<String> password = Output.ofSecret(PASSWORD);
        Container database = new Container("database", container(DATABASE, network, busybox)
                .envs(password.applyValue(secret -> List.of("PASSWORD=" + secret)))
                .uploads(ContainerUploadArgs.builder().file("/run/password").content(password).build())
                .volumes(ContainerVolumeArgs.builder().volumeName(volume.name()).containerPath("/data").build())
                .build(), there);
        new Container("api", container(API, network, busybox)
                .envs("LEVEL=" + apiLevel, "A=1")
                .ports(ContainerPortArgs.builder().internal(8080).external(28080).ip("127.0.0.1").build())
                .build(), CustomResourceOptions.builder().provider(server).dependsOn(database).build());
    }

    private static ContainerArgs.Builder container(String name, Network network, RemoteImage image) {
        return ContainerArgs.builder()
                .name(name)
                .image(image.imageId())
                .command("sleep", "600")
                .networkMode("bridge")
                .networksAdvanced(ContainerNetworksAdvancedArgs.builder().name(network.name()).aliases(name, "a").build())
                .restart("unless-stopped")
                .memory(64)
                .memorySwap(64)
                .capabilities(ContainerCapabilitiesArgs.builder().drops("ALL").build())
                .securityOpts("no-new-privileges:true")
                .logDriver("json-file")
                .logOpts(Map.of("max-size", "10m", "max-file", "3"))
                .labels(ContainerLabelArgs.builder().label("b").value("1").build(),
                        ContainerLabelArgs.builder().label("a").value("2").build())
                .healthcheck(ContainerHealthcheckArgs.builder().tests("CMD", "true").interval("1s").retries(3).build())
                .wait_(true)
                .waitTimeout(30);
    }
}
