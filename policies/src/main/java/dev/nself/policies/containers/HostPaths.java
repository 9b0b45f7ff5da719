package dev.nself.policies.containers;

import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Severity;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;

/** {@code ctr-no-socket-hostpath}: containers do not see the server's files, above all not the engine's socket. */
final class HostPaths {

    private static final Setting<List<String>> AGENTS = Setting.texts("agents",
            "logical names of log and metric agents, which may mount the server's folders read-only; sockets never", List.of());

    /** What decides over the server, with all that lies in it. */
    private static final List<String> FOLDERS = List.of(
            "/boot", "/dev", "/etc", "/home", "/lib/modules", "/proc", "/root", "/run", "/sys", "/usr",
            "/var/lib/containerd", "/var/lib/docker", "/var/lib/kubelet", "/var/log", "/var/run");

    private static final Set<String> SOCKETS = Set.of("docker.sock", "containerd.sock", "crio.sock", "podman.sock", "dockershim.sock");

    private static final String USE_A_VOLUME = "use a volume, or upload the one file that is needed; a log or metric agent may be"
            + " named in the rule's agents and mount it read-only";

    private static final String NO_SOCKET = "remove it: who writes to the socket is root on the server, and read-only does not hinder"
            + " that; give the program a proxy that allows the few calls it needs";

    private HostPaths() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("ctr-no-socket-hostpath",
                        "a container mounts neither an engine's socket nor the server's system folders",
                        "with the engine's socket or /etc a container is root on the server",
                        "CIS Docker 5.6", "CIS Docker 5.32", "KSV-0006", "KSV-0023", "CKV_K8S_27", "PSS baseline")
                .withSeverity(Severity.CRITICAL)
                .withSettings(AGENTS);
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, HostPaths::container)
                .on(Docker.VOLUME, HostPaths::volume)
                .on(Kubernetes.WORKLOADS, HostPaths::kubernetes);
    }

    private static void container(Resource container, Verdict verdict) {
        verdict.each(container.get("volumes"), volume ->
                docker(volume.get("hostPath"), volume.get("readOnly").isTrue(), container, verdict));
        verdict.each(container.get("mounts"), mount -> {
            if (mount.get("type").text().filter("bind"::equals).isPresent()) {
                docker(mount.get("source"), mount.get("readOnly").isTrue(), container, verdict);
            }
        });
    }

    /** A volume can be another name for a folder. */
    private static void volume(Resource volume, Verdict verdict) {
        Value options = volume.get("driverOpts");
        if (options.get("o").text().filter(o -> List.of(o.split(",")).contains("bind") || List.of(o.split(",")).contains("rbind")).isPresent()) {
            boolean readOnly = options.get("o").text().filter(o -> List.of(o.split(",")).contains("ro")).isPresent();
            docker(options.get("device"), readOnly, volume, verdict);
        }
    }

    private static void docker(Value path, boolean readOnly, Resource resource, Verdict verdict) {
        String place = plain(path.text().orElse(""));
        if (isSocket(place)) {
            verdict.violation(path, "must not be an engine's socket", NO_SOCKET);
        } else if (isSystem(place) && !(readOnly && verdict.setting(AGENTS).contains(resource.name()))) {
            verdict.violation(path, "must not be a system folder of the server", USE_A_VOLUME);
        }
    }

    private static void kubernetes(Resource workload, Verdict verdict) {
        verdict.each(Kubernetes.podSpec(workload).get("volumes"), volume -> {
            Value path = volume.get("hostPath").get("path");
            if (isSocket(plain(path.text().orElse("")))) {
                verdict.violation(path, "must not be an engine's socket", NO_SOCKET);
            } else if (!path.isAbsent() && !isAgents(workload, volume, verdict)) {
                verdict.violation(path, "must not be a path of the node", USE_A_VOLUME);
            }
        });
    }

    private static boolean isAgents(Resource workload, Value volume, Verdict verdict) {
        return verdict.setting(AGENTS).contains(workload.name())
                && Kubernetes.containers(workload).stream()
                        .flatMap(container -> container.get("volumeMounts").items().stream())
                        .filter(mount -> mount.get("name").text().equals(volume.get("name").text()))
                        .allMatch(mount -> mount.get("readOnly").isTrue());
    }

    private static boolean isSocket(String path) {
        return SOCKETS.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    private static boolean isSystem(String path) {
        return path.equals("/") || path.equals("/var") || path.equals("/var/lib")
                || FOLDERS.stream().anyMatch(folder -> path.equals(folder) || path.startsWith(folder + "/"));
    }

    /** Without what hides a path: doubled slashes, dots, a slash at the end. */
    private static String plain(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        ArrayDeque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.add(step);
            }
        }
        return "/" + String.join("/", steps);
    }
}
