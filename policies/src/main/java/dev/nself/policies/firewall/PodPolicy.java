package dev.nself.policies.firewall;

import dev.nself.policies.types.IpRange;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policies.types.LabelSelector;
import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What closes pods to whoever it does not name: a NetworkPolicy of Kubernetes, or one of the network's own kinds.
 *
 * @param namespace empty for every namespace
 * @param selectsAll whether it is about every pod
 * @param selector for one that is not about all; empty for one that cannot be read here, which selects what it may
 */
record PodPolicy(Optional<String> namespace, boolean selectsAll, Optional<LabelSelector> selector) {

    static final List<String> KUBERNETES = List.of(
            "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kubernetes:extensions/v1beta1:NetworkPolicy");
    private static final List<String> CILIUM = List.of(
            "kubernetes:cilium.io/v2:CiliumNetworkPolicy", "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy");
    private static final List<String> CALICO = List.of(
            "kubernetes:crd.projectcalico.org/v1:NetworkPolicy",
            "kubernetes:crd.projectcalico.org/v1:GlobalNetworkPolicy",
            "kubernetes:projectcalico.org/v3:NetworkPolicy",
            "kubernetes:projectcalico.org/v3:GlobalNetworkPolicy");

    static final List<String> TYPES = Stream.of(KUBERNETES, CILIUM, CALICO).flatMap(List::stream).toList();

    boolean isIn(String name) {
        return namespace.isEmpty() || namespace.get().equals(name);
    }

    boolean selects(Map<String, Value> labels) {
        return selectsAll || selector.isEmpty() || selector.get().selects(labels);
    }

    /** What a resource says of who comes in; nothing where it is about what goes out only. */
    static List<PodPolicy> of(Resource resource) {
        Optional<String> namespace =
                isForAll(resource) ? Optional.empty() : Optional.of(Kubernetes.namespace(resource));
        Value spec = resource.get("spec");
        if (CILIUM.contains(resource.type())) {
            Stream<Value> specs = Stream.concat(Stream.of(spec), resource.get("specs").items().stream());
            return specs.filter(PodPolicy::isCiliumIngress)
                    .map(one -> byLabels(namespace, one.get("endpointSelector")))
                    .toList();
        }
        List<String> types = spec.get(CALICO.contains(resource.type()) ? "types" : "policyTypes").texts();
        if (!types.isEmpty() && !types.contains("Ingress")) {
            return List.of();
        }
        return List.of(CALICO.contains(resource.type())
                ? byExpression(namespace, spec.get("selector").text().orElse(""))
                : byLabels(namespace, spec.get("podSelector")));
    }

    /** Whether a policy of which something is not known yet may be in that namespace. */
    static boolean mayBeIn(Resource resource, String name) {
        return isForAll(resource) || resource.get("metadata").get("namespace").isUnknown()
                || Kubernetes.namespace(resource).equals(name);
    }

    /** The rules by which a NetworkPolicy for all pods lets everyone in: policies add up, so it undoes the others. */
    static List<Value> openings(Resource resource) {
        Value spec = resource.get("spec");
        return KUBERNETES.contains(resource.type()) && new LabelSelector(spec.get("podSelector")).selectsAll()
                ? spec.get("ingress").items().stream().filter(PodPolicy::isOpen).toList()
                : List.of();
    }

    private static boolean isForAll(Resource resource) {
        return resource.type().contains(":CiliumClusterwide") || resource.type().contains(":Global");
    }

    /** Cilium closes an endpoint as soon as a rule speaks of who comes in, also one that lets in nobody. */
    private static boolean isCiliumIngress(Value spec) {
        return !spec.get("ingress").isAbsent() || !spec.get("ingressDeny").isAbsent();
    }

    private static boolean isOpen(Value rule) {
        List<Value> from = rule.get("from").items();
        return rule.get("ports").items().isEmpty() && (from.isEmpty() || from.stream().anyMatch(PodPolicy::isEveryone));
    }

    private static boolean isEveryone(Value peer) {
        return peer.get("ipBlock").get("cidr").text().flatMap(IpRange::of)
                .filter(range -> range.prefix() == 0).isPresent();
    }

    private static PodPolicy byExpression(Optional<String> namespace, String selector) {
        return new PodPolicy(namespace, List.of("", "all()").contains(selector), Optional.empty());
    }

    private static PodPolicy byLabels(Optional<String> namespace, Value given) {
        LabelSelector selector = new LabelSelector(given);
        return new PodPolicy(namespace, selector.selectsAll(), Optional.of(selector));
    }
}
