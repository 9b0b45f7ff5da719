package dev.nself.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one program runs: the same record for published and built images, on any target.
 *
 * @param name the service's name on its server, for example {@code cs-search}
 * @param aliases the host names that other services of its server use, the main one first; they never change with the tier
 * @param image what it runs
 * @param user {@code uid:gid}; empty for the image's own user
 * @param entrypoint replaces the image's entry point; empty keeps it
 * @param command arguments; empty keeps the image's
 * @param environment sorted, may refer to secrets
 * @param networks the networks that it joins
 * @param published ports that the server answers on
 * @param reachable ports that other servers reach, at the server's private address where it has one
 * @param health how to tell that it works
 * @param limits what it may use
 * @param writable paths kept in memory, for programs that write outside their volumes
 * @param mounts volumes that it shares with others of its server
 * @param after steps that come first
 * @param stopSeconds seconds from the stop signal to the kill
 * @param optional whether an {@code up} that finds it running but not healthy in time warns and goes on
 */
public record Container(
        String name,
        List<String> aliases,
        ImageSource image,
        String user,
        List<String> entrypoint,
        List<String> command,
        SortedMap<String, Text> environment,
        List<Network> networks,
        List<PublishedPort> published,
        List<Integer> reachable,
        HealthCheck health,
        Limits limits,
        SortedMap<String, String> writable,
        List<Mount> mounts,
        List<String> after,
        int stopSeconds,
        boolean optional) {

    public Container {
        aliases = List.copyOf(aliases);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        environment = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        networks = List.copyOf(networks);
        published = List.copyOf(published);
        reachable = List.copyOf(reachable);
        writable = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(writable));
        mounts = List.copyOf(mounts);
        after = List.copyOf(after);
    }

    /** The host name that other services use first of all. */
    public String alias() {
        return aliases.get(0);
    }

    public static Builder named(String name, ImageSource image) {
        return new Builder(name, image);
    }

    /** Gathers the optional parts; every service sets only what it needs. */
    public static final class Builder {
        private final String name;
        private final ImageSource image;
        private List<String> aliases;
        private String user = "";
        private List<String> entrypoint = List.of();
        private List<String> command = List.of();
        private final SortedMap<String, Text> environment = new TreeMap<>();
        private List<Network> networks = List.of(Network.APP);
        private List<PublishedPort> published = List.of();
        private List<Integer> reachable = List.of();
        private HealthCheck health;
        private Limits limits;
        private final SortedMap<String, String> writable = new TreeMap<>();
        private final List<Mount> mounts = new ArrayList<>();
        private final List<String> after = new ArrayList<>();
        private int stopSeconds = 15;
        private boolean optional;

        private Builder(String name, ImageSource image) {
            this.name = name;
            this.aliases = List.of(name);
            this.image = image;
        }

        public Builder aliases(String... names) {
            aliases = List.of(names);
            return this;
        }

        public Builder user(int uid, int gid) {
            return user(uid + ":" + gid);
        }

        /** @param value {@code uid:gid} */
        public Builder user(String value) {
            user = value;
            return this;
        }

        public Builder entrypoint(String... words) {
            entrypoint = List.of(words);
            return this;
        }

        public Builder command(List<String> words) {
            command = words;
            return this;
        }

        public Builder env(String key, String value) {
            return env(key, Text.of(value));
        }

        public Builder env(String key, Text value) {
            environment.put(key, value);
            return this;
        }

        /** The user's own additions; they win over what the platform sets. */
        public Builder env(Map<String, String> additions) {
            additions.forEach(this::env);
            return this;
        }

        public Builder networks(Network... joined) {
            networks = List.of(joined);
            return this;
        }

        public Builder publish(List<PublishedPort> ports) {
            published = ports;
            return this;
        }

        public Builder reachable(Integer... ports) {
            reachable = List.of(ports);
            return this;
        }

        public Builder health(HealthCheck check) {
            health = check;
            return this;
        }

        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        public Builder writable(String path, String options) {
            writable.put(path, options);
            return this;
        }

        /** Comes after the step that makes the volume. */
        public Builder mount(Mount mount) {
            mounts.add(mount);
            return after(mount.volume());
        }

        public Builder after(String... steps) {
            after.addAll(List.of(steps));
            return this;
        }

        public Builder after(List<String> steps) {
            after.addAll(steps);
            return this;
        }

        public Builder stopSeconds(int seconds) {
            stopSeconds = seconds;
            return this;
        }

        public Builder optional() {
            optional = true;
            return this;
        }

        public Container build() {
            return new Container(name, aliases, image, user, entrypoint, command, environment, networks,
                    published, reachable, health, limits, writable, mounts, after, stopSeconds, optional);
        }
    }
}
