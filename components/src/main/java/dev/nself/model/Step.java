package dev.nself.model;

import java.util.List;
import java.util.SortedMap;

/** One thing to make, after the steps it names. */
public sealed interface Step permits Service, Step.Firewall, Step.SharedVolume, Step.Primary, Step.Roles, Step.Sql, Step.Metadata, Step.Buckets, Step.Healthy {

    /** Equal on every server that has it, else unique. */
    String name();

    /** Names of the steps that must be healthy or done before, wherever they are. */
    List<String> after();

    /** Name of the service that it is done in; for a service its own; empty for what concerns the whole platform. */
    String owner();

    /**
     * The packet filter of a server. It differs from server to server, and comes before anything is published there.
     *
     * @param image what runs it
     * @param rules whom it lets in
     */
    record Firewall(String name, List<String> after, ImageSource image, List<FirewallRule> rules) implements Step {

        public Firewall {
            rules = List.copyOf(rules);
        }

        @Override
        public String owner() {
            return "";
        }
    }

    /**
     * A volume that several containers of a server mount: what one writes, others read. It outlives them all like data, but
     * what is in it can be had again, so nothing keeps a stack from letting it go.
     */
    record SharedVolume(String name, List<String> after) implements Step {

        @Override
        public String owner() {
            return "";
        }
    }

    /**
     * Where the data of a stateful service is served: clients find it there, and it is moved there from where it is.
     *
     * @param store the service that keeps it
     * @param members where it is to be
     * @param candidates every place where it may be now
     * @param proxies the containers through which clients reach it
     * @param poolers those that can hold clients back for a moment; empty for services without
     * @param direct the host name by which a pooler reaches it
     * @param secret name of the secret that whoever moves it signs in with; empty where that is done from inside
     */
    record Primary(String name, List<String> after, Service.Stateful store, List<Member> members, List<Member> candidates,
                   List<Place> proxies, List<Place> poolers, String direct, String secret) implements Step {

        public Primary {
            members = List.copyOf(members);
            candidates = List.copyOf(candidates);
            proxies = List.copyOf(proxies);
            poolers = List.copyOf(poolers);
        }

        @Override
        public String owner() {
            return store.name();
        }
    }

    /**
     * The database with its extensions, schemas and roles; passwords are set whenever they differ.
     *
     * @param postgres the service that holds it
     */
    record Roles(String name, List<String> after, String postgres, Database database) implements Step {

        @Override
        public String owner() {
            return postgres;
        }
    }

    /**
     * SQL files of the user, each applied exactly once, in the order of their names.
     *
     * @param postgres the service that holds the database
     * @param database its name
     * @param directory folder of the files, relative to the project
     * @param files file name to SHA-256
     */
    record Sql(String name, List<String> after, String postgres, String database, String directory, SortedMap<String, String> files)
            implements Step {

        @Override
        public String owner() {
            return postgres;
        }
    }

    /**
     * Hasura's metadata of the user, applied once for each content.
     *
     * @param hasura the service that takes it
     * @param adminSecret name of its admin secret
     * @param directory folder, relative to the project
     * @param sha256 of all its files
     */
    record Metadata(String name, List<String> after, String hasura, String adminSecret, String directory, String sha256)
            implements Step {

        @Override
        public String owner() {
            return hasura;
        }
    }

    /**
     * Private buckets and the one user that may use them.
     *
     * @param storage the service that holds them
     * @param authority path in its container of the authority that signed its certificate
     * @param rootPassword name of the secret that only this step and the storage itself use
     * @param user the access key
     * @param secretKey name of the user's secret
     */
    record Buckets(String name, List<String> after, String storage, String authority, String rootUser, String rootPassword,
                   List<String> buckets, String user, String secretKey) implements Step {

        @Override
        public String owner() {
            return storage;
        }
    }

    /** The engine's own word that every container is healthy; what an {@code up} waits for last. */
    record Healthy(String name, List<String> after) implements Step {

        @Override
        public String owner() {
            return "";
        }
    }
}
