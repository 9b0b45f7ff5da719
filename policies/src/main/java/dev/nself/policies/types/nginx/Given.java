package dev.nself.policies.types.nginx;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.ImageName;
import dev.nself.policy.Resource;
import java.util.List;
import java.util.regex.Pattern;

/** Tells which of a resource's files nginx is meant to read. */
final class Given {

    private static final Pattern FOLDERS = Pattern.compile("/etc/nginx/.*|/usr/local/openresty/nginx/conf/.*");
    private static final Pattern CONFIGURATION =
            Pattern.compile("(.*\\.conf(\\.template)?)|(.*/sites-(enabled|available)/.*)");

    /** Other programs have files of this ending, and blocks of these names too: both signs are asked for. */
    private static final Pattern BLOCK = Pattern.compile("\\b(http|server|upstream|location)\\b[^;{}#\\n]*\\{");
    private static final Pattern STATEMENT = Pattern.compile(
            "\\b(listen|server_name|proxy_pass|worker_(connections|processes)|ssl_certificate|root|return)\\s[^\\n;]*;");

    private Given() {}

    static boolean isConfiguration(String path) {
        return CONFIGURATION.matcher(path).matches();
    }

    static List<ConfigFile> by(Resource resource) {
        return resource.type().equals(Docker.CONTAINER) ? container(resource) : configMap(resource);
    }

    private static List<ConfigFile> container(Resource container) {
        List<ConfigFile> uploads = ConfigFile.uploads(container);
        boolean nginx = runsNginx(container);
        return uploads.stream()
                .filter(file -> FOLDERS.matcher(file.path()).matches()
                        || nginx && isConfiguration(file.path()) && fits(file))
                .toList();
    }

    private static List<ConfigFile> configMap(Resource map) {
        List<ConfigFile> files = ConfigFile.entries(map).stream()
                .filter(file -> isConfiguration(file.path()) && fits(file) || file.path().endsWith(".inc"))
                .toList();
        return files.stream().anyMatch(Given::isMeant) ? files : List.of();
    }

    /** An image that is not known yet, or known by its content only, does not tell. */
    private static boolean runsNginx(Resource container) {
        return !container.get("image").isUnknown() && container.get("image").text().flatMap(ImageName::of)
                .filter(name -> name.repository().matches(".*(nginx|openresty).*")).isPresent();
    }

    private static boolean isMeant(ConfigFile file) {
        if (!file.isKnown()) {
            return file.path().matches(".*(nginx|default)\\.conf(\\.template)?");
        }
        return BLOCK.matcher(file.text()).find() && STATEMENT.matcher(file.text()).find();
    }

    /** Meant for nginx, or a piece that it can read; not what lies beside it for another program. */
    private static boolean fits(ConfigFile file) {
        try {
            return !file.isKnown() || isMeant(file) || !Parser.parse(file).isEmpty();
        } catch (Malformed e) {
            return false;
        }
    }
}
