package dev.nself.provider.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nself.provider.RecordedCall;
import dev.nself.provider.exec.Command;
import dev.nself.provider.exec.Container;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import dev.nself.provider.store.CutCall;
import dev.nself.provider.store.Lab;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real MinIO servers that speak TLS only, a real proxy, and clients that go on writing. */
class ObjectPrimaryIT {

    private static final String IMAGE = "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z";
    private static final int PORT = 9000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Two thousand small objects, some large ones, versions, deletions, tags, types, users, policies. */
    private static final String SEED = """
            mc mb s/plain s/versioned s/load s/empty >/dev/null
            mc version enable s/versioned >/dev/null
            mc version enable s/load >/dev/null
            mkdir -p /tmp/s/{0..19}
            for i in {1..2000}; do head -c $((RANDOM % 3000 + 50)) /dev/urandom >/tmp/s/$((i % 20))/$i.json; done
            mc cp -r -q /tmp/s/ s/plain/ >/dev/null
            head -c 12000000 /dev/urandom >/tmp/big
            for i in 1 2 3; do mc cp -q /tmp/big s/plain/big/$i.bin >/dev/null; done
            mc cp -q --attr 'x-amz-meta-owner=alice;Content-Type=image/png;Cache-Control=max-age=90' --tags 'a=b&c=d' \
                /tmp/big s/versioned/pic.png >/dev/null
            for v in 1 2 3; do
                for i in {1..50}; do echo "$v $i" >/tmp/s/0/k$i.txt; done
                mc cp -r -q /tmp/s/0/ s/versioned/ >/dev/null
            done
            for i in 1 2 3; do mc rm -q s/versioned/k$i.txt >/dev/null; done
            printf odd | mc pipe -q --attr 'Content-Type=text/x-odd' "s/plain/odd ö\\\\name+&.txt" >/dev/null
            mc admin user add s user1 user1secret1 >/dev/null
            mc admin policy attach s readwrite --user user1 >/dev/null
            mc admin user svcacct add s user1 --access-key svckey1 --secret-key svcsecret1 >/dev/null
            mc anonymous set download s/plain >/dev/null
            mc tag set s/plain bucket=tag >/dev/null
            rm -rf /tmp/s
            """;

    /** Everything that a client could see of the seed. */
    private static final String VIEW = """
            for bucket in plain versioned empty; do
                mc ls --versions -r --json s/$bucket
                mc version info s/$bucket
            done
            mc stat --json 's/versioned/pic.png'
            mc tag list --json s/versioned/pic.png
            mc stat --json "s/plain/odd ö\\\\name+&.txt"
            mc cat s/versioned/pic.png | sha256sum
            mc cat s/plain/big/2.bin | sha256sum
            mc admin user list --json s
            mc admin user svcacct list --json s user1
            mc anonymous get s/plain
            mc tag list s/plain
            """;

    private final ObjectPrimaryType type = new ObjectPrimaryType();
    private final RecordedCall call = new RecordedCall();
    private Lab lab;
    private SSLContext trust;

    @BeforeEach
    void start() {
        lab = Lab.open("objects", IMAGE);
        trust = lab.trust();
        server("app1");
        server("db1");
        lab.proxy(PORT);
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void aNewPlatformNeedsNoMove() {
        State state = type.create(call, on("app1"));

        assertThat(state.outputs()).containsEntry("primary", "app1").containsEntry("drift", List.of());
        assertThat(lab.mark("app1")).isEqualTo("primary 1");
        State seen = type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();
        assertThat(type.diff(state.id(), state.inputs(), seen.outputs(), on("app1")).changes()).isEmpty();
    }

    @Test
    void movesThereAndBackUnderLoadWithEveryVersionTagUserAndUploadInProgress() throws Exception {
        mc("app1", SEED);
        State app = type.create(call, on("app1"));
        String before = mc("app1", VIEW);
        S3 s3 = s3();
        String upload = begin(s3, "/plain/parts.bin");
        String first = part(s3, "/plain/parts.bin", upload, 1);
        Map<String, String> acknowledged;
        try (ObjectLedger ledger = ledger(4, 20)) {
            awaitWrites(ledger, 200);
            ledger.watch();
            State db = update(app, on("db1"));
            awaitWrites(ledger, 200);
            System.out.println("objects, app1 to db1: " + ledger.report());
            assertThat(mc("db1", VIEW)).isEqualTo(before);
            assertThat(lost(ledger, "db1")).isEmpty();

            ledger.watch();
            update(db, on("app1"));
            awaitWrites(ledger, 200);
            System.out.println("objects, db1 to app1: " + ledger.report());
            ledger.finish();
            assertThat(lost(ledger, "app1")).isEmpty();
            acknowledged = ledger.acknowledged();
        }
        assertThat(acknowledged).hasSizeGreaterThan(600);
        assertThat(mc("app1", VIEW)).isEqualTo(before);
        assertThat(lab.mark("app1")).isEqualTo("primary 3");
        String second = part(s3, "/plain/parts.bin", upload, 2);
        finish(s3, "/plain/parts.bin", upload, first, second);
        assertThat(mc("app1", "ls -A /data").lines()).containsExactly(
                ".minio.sys", ".nself-store", "empty", "load", "plain", "versioned");
    }

    @Test
    void aMoveCutOffAnywhereIsFinishedByTheNextRun() throws Exception {
        mc("app1", "mc mb s/load >/dev/null; mc version enable s/load >/dev/null");
        State state = type.create(call, on("app1"));
        String from = "app1";
        String to = "db1";
        Set<String> cuts = new LinkedHashSet<>();
        try (ObjectLedger ledger = ledger(2, 200)) {
            boolean cut = true;
            while (cut) {
                awaitWrites(ledger, 15);
                cut = dies(cuts, state, on(to));
                state = update(state, on(to));
                awaitWrites(ledger, 15);
                assertThat(lost(ledger, to)).as("lost after cuts at " + cuts).isEmpty();
                String next = from;
                from = to;
                to = next;
            }
            System.out.println("objects, cut at each of " + cuts + ": " + ledger.report());
        }
        assertThat(cuts).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void aMoveCutOffAnywhereIsTakenBackWhenTheOldServerIsAskedForAgain() throws Exception {
        mc("app1", "mc mb s/load >/dev/null; mc version enable s/load >/dev/null");
        State state = type.create(call, on("app1"));
        Set<String> cuts = new LinkedHashSet<>();
        try (ObjectLedger ledger = ledger(2, 200)) {
            boolean cut = true;
            while (cut) {
                awaitWrites(ledger, 15);
                cut = dies(cuts, state, on("db1"));
                state = update(state, on("app1"));
                awaitWrites(ledger, 15);
                assertThat(lost(ledger, "app1")).as("lost after cuts at " + cuts).isEmpty();
                assertThat(lab.mark("app1")).startsWith("primary ");
            }
        }
        assertThat(cuts).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void whatAServerHoldsOfItsOwnIsNotOverwritten() throws IOException {
        mc("app1", "mc mb s/ours >/dev/null; echo 1 | mc pipe -q s/ours/a >/dev/null");
        State app = type.create(call, on("app1"));
        mc("db1", "mc mb s/mine >/dev/null; echo 1 | mc pipe -q s/mine/a >/dev/null");

        assertThatThrownBy(() -> update(app, on("db1")))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageContaining("db1 holds data of unknown origin");

        assertThat(mc("db1", "mc cat s/mine/a")).isEqualTo("1");
        assertThat(mc("app1", "mc cat s/ours/a")).isEqualTo("1");
    }

    @Test
    void aLastPassThatFailsLetsTheOldServerServeAgain() {
        mc("app1", "mc mb s/ours >/dev/null; echo 1 | mc pipe -q s/ours/a >/dev/null");
        State app = type.create(call, on("app1"));
        // What is no file of MinIO's and cannot be linked makes the last look fail.
        RecordedCall breaking = new RecordedCall() {
            @Override
            public void progress(String line) {
                super.progress(line);
                if (line.contains("stops, the rest")) {
                    mc("app1", "mkdir /data/ours/strange; echo x >/data/ours/strange/x; chmod 000 /data/ours/strange/x;"
                            + " chown 65534 /data/ours/strange/x 2>/dev/null; chmod 000 /data/ours/strange");
                }
            }
        };

        assertThatThrownBy(() -> type.update(breaking, app.id(), app.inputs(), app.outputs(), on("db1")))
                .isInstanceOf(ResourceFailure.class);

        assertThat(breaking.warnings).contains("objects: the move failed, app1 serves again");
        assertThat(mc("app1", "mc cat s/ours/a")).isEqualTo("1");
        mc("app1", "chmod 755 /data/ours/strange; rm -r /data/ours/strange");
        update(app, on("db1"));
        assertThat(mc("db1", "mc cat s/ours/a")).isEqualTo("1");
    }

    private State update(State before, Map<String, Object> inputs) {
        return type.update(call, before.id(), before.inputs(), before.outputs(), inputs);
    }

    /** Whether the run dies at a step that none has died at before. */
    private boolean dies(Set<String> cuts, State before, Map<String, Object> inputs) {
        try {
            type.update(new CutCall(cuts), before.id(), before.inputs(), before.outputs(), inputs);
            return false;
        } catch (CutCall.Cut cut) {
            return true;
        }
    }

    private void server(String name) {
        Map<String, String> made = lab.certificates(name);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/etc/nself/ca.pem", made.get("/etc/nself/ca.pem"));
        files.put("/etc/nself/minio/public.crt", made.get("/etc/nself/tls/fullchain.pem"));
        files.put("/etc/nself/minio/private.key", made.get("/etc/nself/tls/privkey.pem"));
        lab.server(name, files,
                List.of("-e", "MINIO_ROOT_USER=root", "-e", "MINIO_ROOT_PASSWORD=rootPassword1"),
                List.of(IMAGE, "server", "--certs-dir", "/etc/nself/minio", "/data"));
    }

    private Map<String, Object> on(String server) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("members", List.of(lab.member(server, PORT)));
        inputs.put("candidates", List.of(lab.member("app1", PORT), lab.member("db1", PORT)));
        // A server that has just started does not know its buckets' settings yet: no client may reach it before.
        inputs.put("routes", List.of(lab.route("storage", PORT, server,
                "option httpchk\n    http-check send meth GET uri /minio/health/cluster ver HTTP/1.1 hdr Host storage",
                "check check-ssl verify none inter 200ms fall 1 rise 1")));
        return inputs;
    }

    private S3 s3() {
        return new S3(lab.published(PORT), "root", "rootPassword1", trust);
    }

    private ObjectLedger ledger(int writers, long rest) {
        return ObjectLedger.start(this::s3, writers, rest);
    }

    /** Acknowledged versions that are not there as they were acknowledged. */
    private Map<String, String> lost(ObjectLedger ledger, String server) throws IOException {
        Map<String, String> lost = new HashMap<>(ledger.acknowledged());
        Set<String> found = new LinkedHashSet<>();
        for (String line : mc(server, "mc ls --versions -r --json s/load").lines().toList()) {
            JsonNode version = JSON.readTree(line);
            found.add("%s %s %s".formatted(
                    version.path("versionId").asText(), version.path("key").asText(), version.path("etag").asText()));
        }
        lost.entrySet().removeIf(entry -> found.contains(entry.getKey() + " " + entry.getValue()));
        return lost;
    }

    private String mc(String server, String script) {
        String all = """
                set -u
                export MC_CONFIG_DIR=/tmp/.mc MC_HOST_s=https://root:rootPassword1@127.0.0.1:9000
                export SSL_CERT_FILE=/etc/nself/ca.pem
                mc ready s >/dev/null
                """ + script;
        Command.Result result =
                new Container("", lab.name(server)).exec("", List.of("bash", "-s"), all, Duration.ofMinutes(3));
        assertThat(result.ok()).as(result.errors() + result.output()).isTrue();
        return result.output().strip();
    }

    private static String begin(S3 s3, String path) throws Exception {
        String answer = s3.send("POST", path, "uploads=", new byte[0]).body();
        return answer.replaceFirst("(?s).*<UploadId>(.*)</UploadId>.*", "$1");
    }

    private static String part(S3 s3, String path, String upload, int number) throws Exception {
        String query = "partNumber=%d&uploadId=%s".formatted(number, upload);
        HttpResponse<String> answer = s3.send("PUT", path, query, new byte[5 << 20]);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("etag").orElseThrow();
    }

    private static void finish(S3 s3, String path, String upload, String... tags) throws Exception {
        StringBuilder body = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.length; i++) {
            body.append("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>".formatted(i + 1, tags[i]));
        }
        body.append("</CompleteMultipartUpload>");
        byte[] parts = body.toString().getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = s3.send("POST", path, "uploadId=" + upload, parts);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void awaitWrites(ObjectLedger ledger, int more) throws InterruptedException {
        int goal = ledger.acknowledged().size() + more;
        for (int i = 0; i < 600 && ledger.acknowledged().size() < goal; i++) {
            Thread.sleep(100);
        }
        assertThat(ledger.acknowledged()).as(ledger.report()).hasSizeGreaterThanOrEqualTo(goal);
    }
}
