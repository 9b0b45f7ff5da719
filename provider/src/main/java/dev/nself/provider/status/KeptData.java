package dev.nself.provider.status;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.util.List;

/**
 * Tells on which servers a destroyed stack's data is, and how to delete it.
 *
 * <p>Reads the outputs that the stack had as JSON from standard input; the one argument is the stack.
 */
public final class KeptData {

    private KeptData() {}

    public static void main(String[] args) throws IOException {
        String told = String.join("", AtOnce.map(Outputs.read(System.in).sites(), site -> tell(site, args[0])));
        if (!told.isEmpty()) {
            System.err.print("nself: data kept, found again by the next up; to delete it for good:\n" + told);
        }
    }

    static String tell(Site site, String stack) {
        try {
            List<String> names =
                    new Survey(site, stack).keptVolumes().stream().map(Facts.KeptVolume::volume).toList();
            String removal = site.command("volume rm " + String.join(" ", names));
            return names.isEmpty() ? "" : "nself:   %s: %s\n".formatted(site.name(), removal);
        } catch (ResourceFailure unreachable) {
            return "nself:   %s: what it keeps is not known: %s\n".formatted(site.name(), unreachable.getMessage());
        }
    }
}
