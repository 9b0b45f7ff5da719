package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.Network;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Functions (nhost): the user's {@code functions/} folder over HTTP, on Node. */
public final class Functions {

    static final String SERVICE = "functions";
    static final String URL = "http://" + SERVICE + ":3000";

    private static final String PROJECT = "/opt/project/";

    /** The image installs packages at its start and refuses a project without a lock file. */
    private static final Map<String, String> WITHOUT_PACKAGES = Map.of(
            "package.json", "{\"name\":\"functions\",\"version\":\"0.0.0\",\"private\":true}\n",
            "package-lock.json", "{\"name\":\"functions\",\"version\":\"0.0.0\",\"lockfileVersion\":3,\"requires\":true,"
                    + "\"packages\":{\"\":{\"name\":\"functions\",\"version\":\"0.0.0\"}}}\n");

    private Functions() {}

    public static Service service(PlatformArgs args, List<String> after) {
        var own = args.services().functions();
        // Root without any capability: the runtime writes beside the uploaded files, which are root's.
        Container.Builder container = Container.named(SERVICE, PinnedImages.choose("functions", own.image(), args.images()))
                .env("NODE_ENV", "production")
                .env("NPM_CONFIG_AUDIT", "false")
                .env("NPM_CONFIG_FUND", "false")
                .env("NPM_CONFIG_UPDATE_NOTIFIER", "false")
                .networks(Network.APP, Network.DATA)
                .health(HealthCheck.command("wget", "-q", "--spider", "http://127.0.0.1:3000/healthz").startingWithin(600))
                .limits(LimitsOf.service(own, 200))
                .after(after);
        Clients.environment(container, args);
        container.env(own.environment());
        return new Service.Stateless(ServiceKind.FUNCTIONS, container.build(), 1);
    }

    /** Where the runtime expects each of the user's files: packages beside the folder of functions, not in it. */
    public static SortedMap<String, String> files(SortedMap<String, String> functions) {
        SortedMap<String, String> files = new TreeMap<>();
        WITHOUT_PACKAGES.forEach((name, content) -> files.put(PROJECT + name, content));
        functions.forEach((path, content) -> {
            boolean packages = WITHOUT_PACKAGES.containsKey(path) || path.equals("yarn.lock") || path.equals("tsconfig.json");
            // The Docker provider refuses to upload an empty file; a line's end means the same to Node.
            files.put(PROJECT + (packages ? "" : "functions/") + path, content.isEmpty() ? "\n" : content);
        });
        return files;
    }
}
