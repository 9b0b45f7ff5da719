package dev.nself.provider.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.TestContainer;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real MinIO, each test with buckets and a user of its own. */
class BucketIT {

    private static TestContainer minio;
    private final BucketType type = new BucketType();
    private final RecordedCall call = new RecordedCall();

    @BeforeAll
    static void start() {
        minio = TestContainer.start(
                "minio",
                "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z",
                "-e", "MINIO_ROOT_USER=root", "-e", "MINIO_ROOT_PASSWORD=rootPassword1", "--", "server", "/data");
    }

    @AfterAll
    static void stop() {
        if (minio != null) {
            minio.close();
        }
    }

    @Test
    void theUserMayWriteAndReadItsBucketsAndNothingElse() {
        type.create(call, bucket("one", "firstSecret1"));
        type.create(call, bucket("other", "otherSecret1"));

        assertThat(mc("one", "firstSecret1", "printf hello | mc pipe u/one/a.txt >/dev/null && mc cat u/one/a.txt"))
                .isEqualTo("hello");
        assertThat(mc("one", "firstSecret1", "mc ls u/other")).contains("Access Denied");
        assertThat(mc("one", "firstSecret1", "mc mb u/mine")).contains("Access Denied");
        assertThat(minio.exec("", "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "http://127.0.0.1:9000/one/a.txt"))
                .as("without credentials")
                .isEqualTo("403");
    }

    @Test
    void aRotatedSecretWorksAndTheOldOneDoesNot() {
        State state = type.create(call, bucket("rotated", "firstSecret1"));

        type.update(call, state.id(), state.inputs(), state.outputs(), bucket("rotated", "secondSecret2"));

        assertThat(mc("rotated", "secondSecret2", "mc ls u/rotated && echo ok")).isEqualTo("ok");
        assertThat(mc("rotated", "firstSecret1", "mc ls u/rotated")).contains("signature");
    }

    @Test
    void aSecondDeclarationChangesNothingAndDriftIsSeen() {
        State state = type.create(call, bucket("steady", "firstSecret1"));
        type.create(call, bucket("steady", "firstSecret1"));
        assertThat(read(state).outputs()).containsEntry("drift", List.of());

        minio.exec(asRoot("mc admin user remove r steady"), "sh", "-s");

        State found = read(state);
        assertThat(found.outputs()).containsEntry("drift", List.of("bucket steady: not there for user steady"));
        assertThat(type.diff(state.id(), state.inputs(), found.outputs(), state.inputs()).changes()).containsKey("drift");
        type.update(call, state.id(), state.inputs(), found.outputs(), state.inputs());
        assertThat(read(state).outputs()).containsEntry("drift", List.of());
    }

    @Test
    void removalTakesTheUserAndLeavesTheObjects() {
        State state = type.create(call, bucket("kept", "firstSecret1"));
        mc("kept", "firstSecret1", "printf hello | mc pipe u/kept/a.txt");

        type.delete(call, state.id(), state.inputs(), state.outputs());
        type.delete(call, state.id(), state.inputs(), state.outputs());

        assertThat(mc("kept", "firstSecret1", "mc ls u/kept")).contains("does not exist");
        assertThat(minio.exec(asRoot("mc cat r/kept/a.txt"), "sh", "-s")).isEqualTo("hello");
    }

    @Test
    void aWrongRootPasswordIsToldWithoutIt() {
        Map<String, Object> inputs = bucket("denied", "firstSecret1");
        inputs.put("rootUser", "root");
        inputs.put("rootPassword", "wrongPassword1");

        assertThatThrownBy(() -> type.create(call, inputs))
                .isInstanceOf(ResourceFailure.class)
                .hasMessageStartingWith("buckets denied: ")
                .hasMessageNotContaining("wrongPassword1");
    }

    private State read(State state) {
        return type.read(call, state.id(), state.inputs(), state.outputs()).orElseThrow();
    }

    private static String mc(String user, String secret, String script) {
        return minio.exec(
                "export MC_CONFIG_DIR=/tmp/.mc MC_HOST_u=http://%s:%s@127.0.0.1:9000\n{ %s; } 2>&1 || true\n"
                        .formatted(user, secret, script),
                "sh", "-s");
    }

    private static String asRoot(String script) {
        return "export MC_CONFIG_DIR=/tmp/.mc MC_HOST_r=http://root:rootPassword1@127.0.0.1:9000\n" + script + "\n";
    }

    private static Map<String, Object> bucket(String name, String secret) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("dockerHost", "");
        inputs.put("container", minio.name());
        inputs.put("buckets", List.of(name));
        inputs.put("accessKey", name);
        inputs.put("secretKey", secret);
        return inputs;
    }
}
