package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Types of the Docker provider, and how their properties are read. */
public final class Docker {

    public static final String CONTAINER = "docker:index/container:Container";
    public static final String IMAGE = "docker:index/image:Image";
    public static final String NETWORK = "docker:index/network:Network";
    public static final String PROVIDER = "pulumi:providers:docker";
    public static final String REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";
    public static final String VOLUME = "docker:index/volume:Volume";

    private Docker() {}

    /** A container's environment lines as variables; each is as secret as its line. */
    public static Map<String, Value> environment(Value container) {
        Map<String, Value> variables = new LinkedHashMap<>();
        for (Value line : container.get("envs").items()) {
            String text = line.text().orElse("");
            int end = text.indexOf('=');
            if (end > 0) {
                variables.put(text.substring(0, end), line.part(text.substring(0, end), text.substring(end + 1)));
            }
        }
        return variables;
    }

    /** Entry point, command and health check: what everyone who lists processes or inspects containers reads. */
    public static List<Value> commandLines(Value container) {
        return Stream.of(container.get("entrypoints"), container.get("command"), container.get("healthcheck").get("tests"))
                .toList();
    }

    /** Whether it does one thing and ends rather than running for ever: nothing starts it again, and nothing says it must run. */
    public static boolean runsToAnEnd(Resource container) {
        boolean comesBack = container.get("restart").text().filter(policy -> !policy.equals("no")).isPresent();
        return !comesBack && (container.get("mustRun").isFalse() || container.get("rm").isTrue() || container.get("attach").isTrue());
    }
}
