package dev.nself.policies.firewall;

import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Stack;
import dev.nself.policy.StackPolicy;
import dev.nself.policy.StackResource;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code fw-networkpolicy}: in a cluster, pods are reached by those that are named.
 *
 * <p>Pods on their node's network are not asked for: no policy reaches them. What a Helm release makes is not seen.
 */
final class NetworkPolicies {

    private static final Setting<List<String>> ELSEWHERE = Setting.texts("otherNamespaces",
            "namespaces whose policies are made elsewhere, by the cluster or by another stack",
            List.of("kube-system", "kube-public", "kube-node-lease"));

    private NetworkPolicies() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("fw-networkpolicy",
                        "a namespace with workloads has a policy that selects every pod and lets in only what is named",
                        "without one, every pod of the cluster reaches every port of every other, databases among them",
                        "CKV2_K8S_6", "CIS Kubernetes 5.3.2")
                .withSettings(ELSEWHERE);
        return new StackPolicy(rule, NetworkPolicies::check);
    }

    private static void check(Stack stack, Verdict verdict) {
        List<PodPolicy> policies = new ArrayList<>();
        List<StackResource> unread = new ArrayList<>(stack.ofType(PodPolicy.TYPES));
        stack.ofType(PodPolicy.TYPES).forEach(policy -> verdict.about(policy, () -> {
            List<PodPolicy> found = PodPolicy.of(policy.resource());
            policies.addAll(found);
            unread.remove(policy);
            found.stream().flatMap(one -> PodPolicy.openings(policy.resource()).stream())
                    .forEach(rule -> verdict.violation(rule, "must not let in everyone to every pod: policies add up",
                            "name who may come in, or for which pods"));
        }));
        workloads(stack, verdict).forEach((namespace, workloads) -> {
            List<PodPolicy> own = policies.stream().filter(policy -> policy.isIn(namespace)).toList();
            // A policy that is not known yet may be the one; the notice about it says so.
            boolean perhaps = unread.stream().anyMatch(policy -> PodPolicy.mayBeIn(policy.resource(), namespace));
            if (!perhaps && own.stream().noneMatch(PodPolicy::selectsAll)) {
                verdict.about(place(stack, namespace).orElse(workloads.get(0)), () -> verdict.violation(
                        "namespace " + namespace + " must have a policy that selects every pod and lets nothing in",
                        "add a NetworkPolicy with podSelector {} and policyTypes [Ingress], and others for what may come in"));
                unselected(workloads, own, verdict);
            }
        });
    }

    /** The namespace where the stack makes it; otherwise the first workload stands for it. */
    private static Optional<StackResource> place(Stack stack, String namespace) {
        return stack.ofType(Kubernetes.NAMESPACE).stream()
                .filter(known -> isNamed(known.resource(), namespace))
                .findFirst();
    }

    /** Where others are selected, those that were forgotten; without any policy it goes without saying. */
    private static void unselected(List<StackResource> workloads, List<PodPolicy> policies, Verdict verdict) {
        workloads.stream().filter(workload -> !policies.isEmpty()).forEach(workload -> verdict.about(workload, () -> {
            Map<String, Value> labels = Kubernetes.podLabels(workload.resource());
            if (policies.stream().noneMatch(policy -> policy.selects(labels))) {
                verdict.violation("pods must be selected by a policy of their namespace, got labels " + Value.of(labels),
                        "add a NetworkPolicy whose podSelector matches them, or one for every pod");
            }
        }));
    }

    private static Map<String, List<StackResource>> workloads(Stack stack, Verdict verdict) {
        Map<String, List<StackResource>> found = new TreeMap<>();
        stack.ofType(Kubernetes.WORKLOADS).forEach(workload -> verdict.about(workload, () -> {
            String namespace = Kubernetes.namespace(workload.resource());
            boolean reachable = !Kubernetes.podSpec(workload.resource()).get("hostNetwork").isTrue();
            if (reachable && !verdict.setting(ELSEWHERE).contains(namespace)) {
                found.computeIfAbsent(namespace, name -> new ArrayList<>()).add(workload);
            }
        }));
        return found;
    }

    private static boolean isNamed(Resource namespace, String name) {
        Value own = namespace.get("metadata").get("name");
        return !own.isUnknown() && own.text().filter(name::equals).isPresent();
    }
}
