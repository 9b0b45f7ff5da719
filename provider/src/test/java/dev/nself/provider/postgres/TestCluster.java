package dev.nself.provider.postgres;

import dev.nself.provider.TestContainer;
import dev.nself.provider.exec.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Servers of a platform on one engine, as the platform runs them: PostgreSQL members with TLS on volumes of their own,
 * HAProxy and PgBouncer before them. All goes away at the end.
 */
final class TestCluster implements AutoCloseable {

    static final String IMAGE = "postgres:17.6-trixie";
    static final String PROXY_IMAGE = "haproxy:3.0.28-trixie";
    static final String POOLER_IMAGE = "edoburu/pgbouncer:v1.24.1-p1";
    static final String PASSWORD = "replication-secret";
    static final String APP_PASSWORD = "app-secret";

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String START = "install -m 0600 /etc/nself/tls/privkey.pem /tmp/server.key && exec docker-entrypoint.sh \"$@\"";

    private final String prefix;
    private final Path files;
    private final List<String> names;
    private final Deque<String[]> removals = new ArrayDeque<>();

    private TestCluster(String part, Path files, List<String> names) {
        this.prefix = "nself-test-pg-%s-%d".formatted(part, ProcessHandle.current().pid());
        this.files = files;
        this.names = names;
    }

    /** Makes network, volumes and certificates for places of these names; no member yet. */
    static TestCluster of(String part, Path files, String... names) {
        TestContainer.needsImages(IMAGE, PROXY_IMAGE, POOLER_IMAGE);
        TestCluster cluster = new TestCluster(part, files, List.of(names));
        try {
            cluster.make();
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void make() {
        docker("network", "create", prefix);
        removals.push(new String[] {"network", "rm", prefix});
        for (String name : names) {
            makeVolume(name);
            removals.push(new String[] {"rm", "-f", "-v", container(name)});
            removals.push(new String[] {"rm", "-f", "-v", container(name) + "-data"});
        }
        String openssl = """
                set -e
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=authority \
                  -keyout ca.key -out ca.pem 2>/dev/null
                openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=db -keyout privkey.pem -out req.pem 2>/dev/null
                openssl x509 -req -in req.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out fullchain.pem 2>/dev/null
                chmod 644 *.pem
                """;
        docker("run", "--rm", "-v", files + ":/files", "-w", "/files", "--entrypoint", "sh", IMAGE, "-c", openssl);
        write("pg_hba.conf", """
                local    all          postgres        peer
                local    replication  postgres        peer
                host     all          postgres  all   reject
                hostssl  app          app       all   scram-sha-256
                hostssl  replication  replicator 10.0.0.0/8     scram-sha-256
                hostssl  replication  replicator 172.16.0.0/12  scram-sha-256
                hostssl  replication  replicator 192.168.0.0/16 scram-sha-256
                """);
        write("postgresql.conf", """
                listen_addresses = '*'
                hba_file = '/etc/nself/pg_hba.conf'
                ssl = on
                ssl_cert_file = '/etc/nself/tls/fullchain.pem'
                ssl_key_file = '/tmp/server.key'
                password_encryption = 'scram-sha-256'
                wal_level = replica
                wal_log_hints = on
                hot_standby = on
                max_wal_senders = 10
                max_replication_slots = 10
                max_slot_wal_keep_size = 4GB
                max_connections = 200
                shared_buffers = 64MB
                """);
    }

    void makeVolume(String name) {
        docker("volume", "create", container(name));
        removals.push(new String[] {"volume", "rm", "-f", container(name)});
    }

    String prefix() {
        return prefix;
    }

    String container(String name) {
        return prefix + "-" + name;
    }

    /** Makes and starts a member's container, as the platform would; waits until it answers. */
    void start(String name) {
        docker("create", "--name", container(name), "--hostname", name, "--network", prefix, "--network-alias", name,
                "--user", "999:999", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--init",
                "--restart", "unless-stopped", "--stop-timeout", "60", "--shm-size", "128m",
                "-v", container(name) + ":/var/lib/postgresql/data",
                "-e", "PGDATA=/var/lib/postgresql/data/pgdata", "-e", "POSTGRES_PASSWORD=superuser-secret",
                "-e", "POSTGRES_DB=app",
                "-e", "POSTGRES_INITDB_ARGS=--data-checksums --encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8"
                        + " --auth-local=peer --auth-host=scram-sha-256",
                "--entrypoint", "bash", IMAGE, "-c", START, "postgres",
                "postgres", "-c", "config_file=/etc/nself/postgresql.conf");
        Path etc = folder("etc");
        folder("etc/tls");
        copy("pg_hba.conf", "etc/pg_hba.conf");
        copy("postgresql.conf", "etc/postgresql.conf");
        copy("ca.pem", "etc/ca.pem");
        copy("fullchain.pem", "etc/tls/fullchain.pem");
        copy("privkey.pem", "etc/tls/privkey.pem");
        docker("cp", etc.toString(), container(name) + ":/etc/nself");
        docker("start", container(name));
        await(name, "SELECT 1", "1");
    }

    /** A new cluster with a role that owns the application's database. */
    void startFirst(String name) {
        start(name);
        await(name, "SELECT count(*) FROM pg_database WHERE datname = 'app'", "1");
        sql(name, "CREATE ROLE app LOGIN PASSWORD '%s'; CREATE ROLE replicator LOGIN REPLICATION PASSWORD '%s';"
                .formatted(APP_PASSWORD, PASSWORD));
        sql(name, "ALTER DATABASE app OWNER TO app");
    }

    void remove(String name) {
        docker("rm", "-f", container(name));
    }

    /** The way to a member, as the platform's HAProxy reads it. */
    static String route(String host) {
        return """
                listen postgres
                    bind :5432
                    server primary %s:5432
                """.formatted(host);
    }

    /** HAProxy and PgBouncer, on the way to a member. */
    void startProxies(String member) {
        write("00-base.cfg", """
                global
                    maxconn 1000
                defaults
                    mode tcp
                    timeout connect 2s
                    timeout client 1h
                    timeout server 1h
                resolvers engine
                    parse-resolv-conf
                """);
        run(List.of("--network-alias", "db-direct", "--init"), "proxy", PROXY_IMAGE, "/etc/nself", Map.of(
                "haproxy/00-base.cfg", read("00-base.cfg"), "haproxy/postgres.cfg", route(member)),
                "haproxy", "-W", "-f", "/etc/nself/haproxy");
        run(List.of("--init"), "pooler", POOLER_IMAGE, "/etc/pgbouncer", Map.of(
                "pgbouncer.ini", """
                        [databases]
                        app = host=db-direct port=5432 pool_size=20
                        [pgbouncer]
                        listen_addr = *
                        listen_port = 5432
                        unix_socket_dir = /tmp
                        auth_type = scram-sha-256
                        auth_file = /etc/pgbouncer/userlist.txt
                        admin_users = pgbouncer
                        pool_mode = transaction
                        max_client_conn = 500
                        max_prepared_statements = 200
                        server_tls_sslmode = require
                        server_login_retry = 1
                        ignore_startup_parameters = extra_float_digits
                        """,
                "userlist.txt", "\"app\" \"%s\"\n".formatted(APP_PASSWORD)),
                "/usr/bin/pgbouncer", "/etc/pgbouncer/pgbouncer.ini");
    }

    private void run(
            List<String> options, String name, String image, String path, Map<String, String> contents, String... program) {
        List<String> create = new ArrayList<>(List.of("create", "--name", container(name), "--network", prefix,
                "--network-alias", name, "--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        create.addAll(options);
        create.add(image);
        create.addAll(List.of(program));
        removals.push(new String[] {"rm", "-f", "-v", container(name)});
        docker(create.toArray(String[]::new));
        Path folder = folder(name);
        contents.forEach((file, content) -> write(name + "/" + file, content));
        docker("cp", folder + "/.", container(name) + ":" + path);
        docker("start", container(name));
    }

    /** The address of a container, reached from this machine over the engine's bridge. */
    String address(String name) {
        return docker("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container(name)).strip();
    }

    List<Object> candidates(String... only) {
        List<Object> candidates = new ArrayList<>();
        for (String name : only.length == 0 ? names : List.of(only)) {
            candidates.add(Map.of("name", name, "dockerHost", "", "container", container(name), "volume", container(name),
                    "host", name, "port", 5432.0));
        }
        return candidates;
    }

    Map<String, Object> shared() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("candidates", candidates());
        inputs.put("image", IMAGE);
        inputs.put("dataPath", "/var/lib/postgresql/data");
        inputs.put("pgdata", "pgdata");
        inputs.put("superuser", "postgres");
        inputs.put("replicationUser", "replicator");
        inputs.put("replicationPassword", PASSWORD);
        inputs.put("authorityPath", "/etc/nself/ca.pem");
        return inputs;
    }

    Map<String, Object> seedOf(String member) {
        Map<String, Object> inputs = shared();
        inputs.put("member", member);
        inputs.put("network", prefix);
        inputs.put("authorityPem", read("ca.pem"));
        return inputs;
    }

    Map<String, Object> primaryAt(String member) {
        Map<String, Object> inputs = shared();
        inputs.put("kind", "plain");
        inputs.put("members", List.of(member));
        inputs.put("poolers", List.of(Map.of("dockerHost", "", "container", container("pooler"), "containerId", "1",
                "upstreamHost", "db-direct", "upstreamPort", 5432.0)));
        inputs.put("routes", List.of(Map.of("dockerHost", "", "container", container("proxy"), "containerId", "1",
                "path", "/etc/nself/haproxy/postgres.cfg", "content", route(member), "reload", "kill -USR2 1")));
        return inputs;
    }

    Map<String, Object> withoutProxies(String member) {
        Map<String, Object> inputs = primaryAt(member);
        inputs.put("poolers", List.of());
        inputs.put("routes", List.of());
        return inputs;
    }

    String sql(String name, String sql) {
        return sql(name, "postgres", sql);
    }

    String sql(String name, String database, String sql) {
        Command.Result result = psql(name, database, sql);
        if (!result.ok()) {
            throw new AssertionError(name + ": " + result.errors());
        }
        return result.output().strip();
    }

    private Command.Result psql(String name, String database, String sql) {
        return Command.run(List.of("docker", "exec", "-i", "-u", "postgres", container(name), "psql", "-X", "-q", "-A", "-t",
                "-v", "ON_ERROR_STOP=1", "-d", database), sql, LIMIT);
    }

    void await(String name, String query, String answer) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        int agreed = 0;
        while (agreed < 2) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%s: %s never gave %s, but %s".formatted(name, query, answer, last));
            }
            // Twice, and over TCP in between: the first server of a new cluster listens on its socket only and goes away.
            Command.Result result = psql(name, "postgres", query);
            boolean tcp = Command.run(List.of("docker", "exec", container(name), "pg_isready", "-q", "-h", "127.0.0.1"), "", LIMIT).ok();
            last = result.output() + result.errors();
            agreed = tcp && result.output().strip().equals(answer) ? agreed + 1 : 0;
            pause(50);
        }
    }

    static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Command.Result result = Command.run(command, "", LIMIT);
        if (!result.ok()) {
            throw new AssertionError(String.join(" ", command) + ": " + result.errors());
        }
        return result.output();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(files.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String content) {
        try {
            Files.createDirectories(files.resolve(name).getParent());
            Files.writeString(files.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(files.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String from, String to) {
        write(to, read(from));
    }

    @Override
    public void close() {
        while (!removals.isEmpty()) {
            TestContainer.docker(removals.pop());
        }
        // What openssl wrote in a container is root's.
        for (String name : List.of("ca.key", "ca.pem", "ca.srl", "privkey.pem", "req.pem", "fullchain.pem")) {
            files.resolve(name).toFile().delete();
        }
    }
}
