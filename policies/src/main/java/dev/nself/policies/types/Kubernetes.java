package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types of the Kubernetes provider that run pods, and how their properties are read. */
public final class Kubernetes {

    public static final String NAMESPACE = "kubernetes:core/v1:Namespace";
    public static final String CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

    public static final String STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
    public static final String VOLUME = "kubernetes:core/v1:PersistentVolume";
    public static final String VOLUME_CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";
    public static final String STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";

    /** CloudNativePG's custom resource. */
    public static final String POSTGRES_CLUSTER = "kubernetes:postgresql.cnpg.io/v1:Cluster";

    private static final String POD = "kubernetes:core/v1:Pod";
    private static final String CRON_JOB = "kubernetes:batch/v1:CronJob";
    private static final String JOB = "kubernetes:batch/v1:Job";

    /** Everything that runs pods. */
    public static final List<String> WORKLOADS = List.of(
            POD,
            JOB,
            CRON_JOB,
            "kubernetes:apps/v1:DaemonSet",
            "kubernetes:apps/v1:Deployment",
            "kubernetes:apps/v1:ReplicaSet",
            STATEFUL_SET,
            "kubernetes:core/v1:ReplicationController");

    private Kubernetes() {}

    /** The specification of the pods that a workload runs. */
    public static Value podSpec(Resource workload) {
        Value spec = workload.get("spec");
        return switch (workload.type()) {
            case POD -> spec;
            case CRON_JOB -> spec.get("jobTemplate").get("spec").get("template").get("spec");
            default -> spec.get("template").get("spec");
        };
    }

    /** The labels of the pods that a workload runs. */
    public static Map<String, Value> podLabels(Resource workload) {
        Value spec = workload.get("spec");
        Value metadata = switch (workload.type()) {
            case POD -> workload.get("metadata");
            case CRON_JOB -> spec.get("jobTemplate").get("spec").get("template").get("metadata");
            default -> spec.get("template").get("metadata");
        };
        return metadata.get("labels").entries();
    }

    /** The namespace that a resource is in. */
    public static String namespace(Resource resource) {
        return resource.get("metadata").get("namespace").text().filter(name -> !name.isEmpty()).orElse("default");
    }

    /** Whether it runs to an end rather than for ever. */
    public static boolean runsToAnEnd(Resource workload) {
        return workload.type().equals(JOB) || workload.type().equals(CRON_JOB)
                || workload.type().equals(POD) && podSpec(workload).get("restartPolicy").text().filter(policy -> !policy.equals("Always")).isPresent();
    }

    /** Containers, those that run before them, and those added for debugging. */
    public static List<Value> containers(Resource workload) {
        List<Value> all = new ArrayList<>(podSpec(workload).get("containers").items());
        all.addAll(podSpec(workload).get("initContainers").items());
        all.addAll(podSpec(workload).get("ephemeralContainers").items());
        return all;
    }

    /** The variables whose values are written into the workload. */
    public static Map<String, Value> environment(Value container) {
        Map<String, Value> variables = new LinkedHashMap<>();
        for (Value variable : container.get("env").items()) {
            variable.get("name").text().ifPresent(name -> variables.put(name, variable.get("value")));
        }
        return variables;
    }
}
