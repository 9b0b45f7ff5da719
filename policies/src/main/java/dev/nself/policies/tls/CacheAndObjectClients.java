package dev.nself.policies.tls;

import dev.nself.policies.types.Aws;
import dev.nself.policies.types.Docker;
import dev.nself.policies.types.Kubernetes;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code tls-redis-minio}: Redis and objects on another server are reached by TLS and with a credential. What is
 * another server, {@link Reach} says.
 */
final class CacheAndObjectClients {

    private static final Pattern REDIS = Pattern.compile(
            "\\b(?<scheme>rediss?|valkeys?)://(?:(?<login>[^\\s?]*)@)?(?<host>[^/?\\s@,\"']*)");
    private static final Pattern REDIS_HOST = Pattern.compile("(?<prefix>(?:.*_)?(?:REDIS|VALKEY)_)HOST(?:NAME)?");
    private static final Pattern OBJECTS_NAME =
            Pattern.compile("(?:.*_)?(?:S3|MINIO|AWS)_(?:.*_)?(?:ENDPOINT|URL|SERVER|HOST)(?:_.*)?");
    private static final Pattern NOT_OBJECTS =
            Pattern.compile(".*(PROMETHEUS|NOTIFY|LOGGER|AUDIT|WEBHOOK|PROXY|METADATA|IDENTITY).*");
    private static final Pattern PLAIN = Pattern.compile("^http://(?:[^\\s?]*@)?(?<host>[^/?\\s]+)");

    private CacheAndObjectClients() {}

    static Policy policy() {
        Rule rule = Rule.mandatory("tls-redis-minio",
                "Redis and object storage on another server are reached by TLS and with a credential",
                "sessions, jobs and files otherwise cross the network for everyone to read, access keys with them",
                "CKV_AWS_30", "CKV_AWS_31", "CWE-319");
        return ResourcePolicy.of(rule)
                .on(Docker.CONTAINER, (container, verdict) ->
                        Reach.each(container, verdict, (environment, reach) -> judge(environment, reach, verdict)))
                .on(Kubernetes.WORKLOADS, (workload, verdict) ->
                        Reach.each(workload, verdict, (environment, reach) -> judge(environment, reach, verdict)))
                .on(Aws.CACHE_REPLICATION_GROUP, CacheAndObjectClients::replicationGroup)
                .on(Aws.CACHE_CLUSTER, CacheAndObjectClients::cacheCluster);
    }

    private static void judge(Map<String, Value> environment, Reach reach, Verdict verdict) {
        environment.forEach((name, value) -> verdict.attempt(() -> {
            String text = value.text().orElse("");
            Matcher redis = REDIS.matcher(text);
            while (redis.find()) {
                // What stands before another @ may be a part of the password.
                boolean odd = text.indexOf('@', redis.end("host")) >= 0;
                if (odd || !reach.isLocal(redis.group("host"))) {
                    redis(value, redis, odd ? "its host" : redis.group("host"), environment, verdict);
                }
            }
            Matcher host = REDIS_HOST.matcher(name);
            if (host.matches() && !reach.isLocal(text) && !redis.reset().find()
                    && !saysTls(host.group("prefix"), environment)) {
                verdict.violation(value, "is another server and must be reached by TLS",
                        "set " + host.group("prefix") + "TLS to true");
            }
            Matcher plain = PLAIN.matcher(text);
            if (OBJECTS_NAME.matcher(name).matches() && !NOT_OBJECTS.matcher(name).matches()
                    && plain.find() && !reach.isLocal(plain.group("host"))) {
                verdict.violation(value.asSecret(),
                        "must begin with https://, since " + plain.group("host") + " is another server",
                        "give the storage a certificate and use https://");
            }
        }));
    }

    private static void redis(
            Value value, Matcher address, String host, Map<String, Value> environment, Verdict verdict) {
        if (!List.of("rediss", "valkeys").contains(address.group("scheme"))) {
            verdict.violation(value.asSecret(), "must use TLS, since " + host + " is another server",
                    "use rediss:// and give the server a certificate");
        }
        boolean password = address.group("login") != null && address.group("login").matches("[^:]*:.+");
        boolean elsewhere = environment.keySet().stream()
                .anyMatch(name -> name.matches(".*(REDIS|VALKEY).*(PASSWORD|AUTH|TOKEN).*"));
        if (!password && !elsewhere) {
            verdict.violation(value.asSecret(),
                    "must have a password, since " + host + " is another server",
                    "set requirepass on the server and use rediss://default:PASSWORD@host");
        }
    }

    private static boolean saysTls(String prefix, Map<String, Value> environment) {
        return environment.entrySet().stream().anyMatch(entry -> entry.getKey().startsWith(prefix)
                && entry.getKey().matches(".*(TLS|SSL|SCHEME).*")
                && !entry.getValue().text().orElse("true").matches("(?i)false|no|off|0|disable|redis|"));
    }

    private static void replicationGroup(Resource group, Verdict verdict) {
        verdict.attempt(() -> {
            Value tls = group.get("transitEncryptionEnabled");
            Value mode = group.get("transitEncryptionMode");
            if (!tls.isTrue()) {
                verdict.violation(tls, "must be true", "set transitEncryptionEnabled to true");
            } else if (mode.text().filter("preferred"::equals).isPresent()) {
                verdict.violation(mode, "must be required once every client uses TLS",
                        "set transitEncryptionMode to required");
            }
        });
        verdict.attempt(() -> {
            Value token = group.get("authToken");
            boolean users = group.get("userGroupIds").isUnknown() || !group.get("userGroupIds").items().isEmpty();
            if (token.isAbsent() && !users) {
                verdict.violation(token, "must be set, or userGroupIds", "set authToken to a generated secret");
            }
        });
    }

    /** A cluster of its own cannot have TLS; a member of a replication group has what the group has. */
    private static void cacheCluster(Resource cluster, Verdict verdict) {
        Value engine = cluster.get("engine");
        boolean member = !cluster.get("replicationGroupId").isAbsent();
        if (!member && engine.text().filter(name -> name.equals("redis") || name.equals("valkey")).isPresent()) {
            verdict.violation(engine, "must be part of a replication group, since it has no TLS by itself",
                    "use a ReplicationGroup with transitEncryptionEnabled and authToken");
        }
    }
}
