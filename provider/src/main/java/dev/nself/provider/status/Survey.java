package dev.nself.provider.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.rpc.ResourceFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Asks one engine for everything that belongs to a stack; never fails, since one that is away is a fact as well. */
record Survey(Site site, String stack) {

    Facts facts() {
        try {
            List<String> ids = site.firstAsk("ps", "-aq", "--no-trunc", "--filter", label());
            var version = AtOnce.start(() -> String.join("", site.ask("version", "--format", "{{.Server.Version}}")));
            var images = AtOnce.start(this::images);
            var volumes = AtOnce.start(this::keptVolumes);
            return facts(inspect(ids), version.join(), images.join(), volumes.join());
        } catch (ResourceFailure unreachable) {
            return away(unreachable.getMessage());
        } catch (CompletionException e) {
            if (e.getCause() instanceof ResourceFailure unreachable) {
                return away(unreachable.getMessage());
            }
            throw e;
        }
    }

    private Facts away(String reason) {
        List<String> names = site.servers().isEmpty() ? List.of("") : site.servers();
        return Facts.onlyServers(names.stream()
                .map(name -> new Facts.Server(name, site.host(), false, "", reason))
                .toList());
    }

    private Facts facts(
            List<Inspected> found, String version, Map<String, String> images, List<Facts.KeptVolume> volumes) {
        var postgres = ask(of(found, "postgres"), PostgresQuestion::ask);
        var redis = ask(of(found, "redis"), Questions::redis);
        var firewalls = ask(found.stream().filter(Inspected::isFirewall).toList(), Questions::firewall);
        var certificates = ask(of(found, "proxy").stream().filter(Inspected::runs).toList(), Questions::certificate);
        Set<String> names = new TreeSet<>(site.servers());
        found.forEach(container -> names.add(container.server()));
        if (names.isEmpty()) {
            names.add("");
        }
        return new Facts(
                names.stream().map(name -> new Facts.Server(name, site.host(), true, version, "")).toList(),
                found.stream().map(container -> running(container, images)).toList(),
                certificates.join().stream().flatMap(Optional::stream).toList(),
                postgres.join(), redis.join(), firewalls.join(), volumes);
    }

    private static <R> CompletableFuture<List<R>> ask(List<Inspected> found, Function<Inspected, R> question) {
        return AtOnce.start(() -> AtOnce.map(found, question));
    }

    private static List<Inspected> of(List<Inspected> found, String service) {
        return found.stream().filter(container -> container.service().equals(service)).toList();
    }

    private static Facts.Running running(Inspected found, Map<String, String> images) {
        return new Facts.Running(found.server(), found.service(), found.name(),
                images.getOrDefault(found.image(), found.image()), found.health(), found.restarts());
    }

    /** A container that is removed meanwhile makes docker fail after it has told of the others. */
    private List<Inspected> inspect(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>(List.of("container", "inspect", "--format", "{{json .}}"));
        arguments.addAll(ids);
        var result = site.engine().docker(arguments, "", Site.LIMIT);
        if (!result.ok() && !result.errors().contains("No such container")) {
            site.engine().failIfUnreachable(result);
            throw new ResourceFailure("docker container inspect: " + result.errors().strip());
        }
        ObjectMapper json = new ObjectMapper();
        List<Inspected> found = new ArrayList<>();
        try {
            for (String line : result.output().lines().filter(line -> !line.isBlank()).toList()) {
                found.add(new Inspected(site.address(), json.readTree(line)));
            }
        } catch (JsonProcessingException e) {
            throw new ResourceFailure("docker container inspect: the answer cannot be read", e);
        }
        found.sort(Comparator.comparing(Inspected::server)
                .thenComparing(Inspected::service)
                .thenComparing(Inspected::name));
        return found;
    }

    /** A container knows its image by id. */
    private Map<String, String> images() {
        Map<String, String> names = new HashMap<>();
        for (String line : site.ask("images", "--no-trunc", "--format", "{{.ID}}\t{{.Repository}}:{{.Tag}}")) {
            String[] image = line.split("\t", 2);
            if (!image[1].startsWith("<none>")) {
                names.putIfAbsent(image[0], image[1]);
            }
        }
        return names;
    }

    /** What a change of tier or a destroy left. */
    List<Facts.KeptVolume> keptVolumes() {
        return site.firstAsk("volume", "ls", "--filter", label(), "--filter", "dangling=true",
                        "--format", "{{.Label \"dev.nself.server\"}}\t{{.Name}}").stream()
                .sorted()
                .map(line -> line.split("\t", 2))
                .map(volume -> new Facts.KeptVolume(volume[0], volume[1], site.command("volume rm " + volume[1])))
                .toList();
    }

    private String label() {
        return "label=dev.nself.stack=" + stack;
    }
}
