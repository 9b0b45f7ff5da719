package dev.nself.program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.StackOptions;
import dev.nself.component.Platform;
import dev.nself.config.InvalidConfig;
import dev.nself.config.PlatformArgs;
import dev.nself.config.PlatformValidation;
import dev.nself.config.Problem;
import dev.nself.config.StackConfig;
import dev.nself.config.UserFiles;
import dev.nself.topology.NotInThisVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;

/** The program of every stack: read the configuration, plan, make, export. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // The engine shows what goes wrong; the SDK's own log would show it a second time.
        LogManager.getLogManager().reset();
        Registrations registrations = new Registrations();
        StackOptions options = StackOptions.builder().resourceTransformations(registrations::add).build();
        Pulumi.withOptions(options).run(context -> registrations.during(() -> stack(context)));
    }

    private static void stack(Context context) {
        try {
            export(context, define("stacks/Pulumi." + context.stackName() + ".yaml", context.stackName()));
        } catch (InvalidConfig | NotInThisVersion wrong) {
            // Shown without a stack trace: it is about the user's file, not about this program.
            throw new RunException(wrong.getMessage());
        }
    }

    private static Platform define(String stackFile, String stack) {
        PlatformArgs args = StackConfig.read(
                stackFile, StackInput.all(System.getenv()), StackInput.encrypted(System.getenv(), Path.of(stackFile)));
        List<Problem> missing = PlatformValidation.validateFiles(args, Path.of(""));
        if (!missing.isEmpty()) {
            throw new InvalidConfig(stackFile, missing);
        }
        UserFiles files = UserFiles.read(stackFile, Path.of(""), args);
        return new Platform("nself", stack, args, files, ComponentResourceOptions.Empty);
    }

    private static void export(Context context, Platform platform) {
        platform.urls().forEach((route, url) -> context.export(route + "Url", url));
        context.export("servers", Output.of(platform.engines()));
        context.export("caCertificate", platform.caCertificate());
        context.export("hasuraAdminSecret", platform.adminSecret().asSecret());
    }
}
