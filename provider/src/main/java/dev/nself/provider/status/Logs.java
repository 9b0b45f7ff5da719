package dev.nself.provider.status;

import dev.nself.provider.rpc.ResourceFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code ./nself logs}: what a service's containers wrote, on whichever servers they are, one after the other.
 *
 * <p>Reads the stack's outputs as JSON from standard input; arguments are the stack, the service and options of
 * {@code docker logs}. Exit code 1 when there is no such container, or a server cannot be asked.
 */
public final class Logs {

    private final String stack;
    private boolean complete = true;

    private Logs(String stack) {
        this.stack = stack;
    }

    /** A container and where it is. */
    private record Found(Site site, String server, String service, String name) {}

    public static void main(String[] args) throws IOException {
        Logs logs = new Logs(args[0]);
        logs.show(Outputs.read(System.in).sites(), args[1], List.of(args).subList(2, args.length));
        System.exit(logs.complete ? 0 : 1);
    }

    private void show(List<Site> sites, String service, List<String> options) {
        List<Found> all = new ArrayList<>();
        AtOnce.map(sites, this::find).forEach(all::addAll);
        all.sort(Comparator.comparing(Found::server).thenComparing(Found::name));
        List<Found> wanted = all.stream().filter(found -> found.service().equals(service)).toList();
        if (wanted.isEmpty()) {
            String names = all.stream().map(Found::service).distinct().sorted().collect(Collectors.joining(" "));
            say("error: logs: no container of that service in stack %s, got %s; allowed: %s"
                    .formatted(stack, service, names.isEmpty() ? "none, nothing runs" : names));
            complete = false;
        }
        wanted.forEach(found -> show(found, options));
    }

    private void show(Found found, List<String> options) {
        say("logs of %s on %s".formatted(found.name(), found.server()));
        List<String> arguments = new ArrayList<>(List.of("logs"));
        arguments.addAll(options);
        arguments.add(found.name());
        complete &= found.site().engine().show(arguments) == 0;
    }

    private List<Found> find(Site site) {
        try {
            return site.firstAsk("ps", "-a", "--filter", "label=dev.nself.stack=" + stack, "--format",
                            "{{.Label \"dev.nself.server\"}}\t{{.Label \"dev.nself.service\"}}\t{{.Names}}").stream()
                    .map(line -> line.split("\t", 3))
                    .map(column -> new Found(site, column[0], column[1], column[2]))
                    .toList();
        } catch (ResourceFailure unreachable) {
            say("%s: not asked: %s".formatted(site.name(), unreachable.getMessage()));
            complete = false;
            return List.of();
        }
    }

    private static void say(String line) {
        System.err.println("nself: " + line);
    }
}
