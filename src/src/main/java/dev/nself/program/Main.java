package dev.nself.program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.resources.ComponentResourceOptions;
import dev.nself.component.Platform;
import dev.nself.config.InvalidConfig;
import dev.nself.config.PlatformArgs;
import dev.nself.config.PlatformValidation;
import dev.nself.config.Problem;
import dev.nself.config.StackConfig;
import dev.nself.config.UserFiles;
import java.nio.file.Path;
import java.util.List;

/** The program of every stack: read the configuration, plan, make, export. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Pulumi.run(Main::stack);
    }

    private static void stack(Context context) {
        String stackFile = "stacks/Pulumi." + context.stackName() + ".yaml";
        PlatformArgs args = StackConfig.read(stackFile, StackInput.all(), StackInput.encrypted(Path.of(stackFile)));
        List<Problem> missing = PlatformValidation.validateFiles(args, Path.of(""));
        if (!missing.isEmpty()) {
            throw new InvalidConfig(stackFile, missing);
        }
        UserFiles files = UserFiles.read(stackFile, Path.of(""), args);
        Platform platform = new Platform("nself", context.stackName(), args, files, ComponentResourceOptions.Empty);
        platform.urls().forEach((route, url) -> context.export(route + "Url", url));
        context.export("caCertificate", platform.caCertificate());
        context.export("hasuraAdminSecret", platform.adminSecret().asSecret());
    }
}
