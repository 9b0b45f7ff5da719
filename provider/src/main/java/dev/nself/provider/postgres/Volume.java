package dev.nself.provider.postgres;

import dev.nself.provider.exec.Container;
import dev.nself.provider.exec.Image;
import dev.nself.provider.exec.Shell;
import dev.nself.provider.rpc.ResourceFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The data of a place without its server: looked into and changed from a small container beside it. */
record Volume(Cluster cluster, Place place) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A shell that can only look. */
    Shell look() {
        return Shell.of(image(), options("none", ":ro,nocopy", List.of()));
    }

    /** A shell that may change the data, in the network; one that an earlier run left is ended first. */
    Shell change(String network) {
        endChange();
        return Shell.of(image(), options(network, "", List.of("--name", changing().name())));
    }

    /** Ends a change that still goes on, for example a copy that nobody waits for any more. */
    void endChange() {
        changing().remove();
    }

    private Container changing() {
        return new Container(place.container().dockerHost(), place.container().name() + "-data");
    }

    /** Runs a script that changes the data of a server that does not run. */
    String change(String what, String script) {
        try (Shell shell = change("none")) {
            return shell.expect(what, "set -eu\ncd " + cluster.dataPath() + "\n" + script, LIMIT);
        }
    }

    /** The image of the place's own container, which its engine has for certain; else the declared one. */
    private Image image() {
        String host = place.container().dockerHost();
        String own = place.container().inspect().map(found -> found.path("Image").asText()).orElse("");
        Image image = new Image(host, own.isEmpty() ? cluster.image() : own);
        image.id().orElseThrow(() -> new ResourceFailure(("%s: image %s is not on its engine, so its volume %s cannot be"
                + " looked into; pull it there").formatted(place.name(), image.name(), place.volume())));
        return image;
    }

    private List<String> options(String network, String mode, List<String> more) {
        List<String> options = new ArrayList<>(List.of(
                "--network", network, "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
                "-u", cluster.superuser(), "-e", "LC_ALL=C", "--log-driver", "none",
                "-v", place.volume() + ":" + cluster.dataPath() + mode));
        options.addAll(more);
        return options;
    }
}
