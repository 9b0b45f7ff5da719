package dev.nself.config;

import java.util.Map;

/**
 * A service of the user's own, from an image or built from a folder with a Dockerfile (exactly one of the two).
 *
 * @param name name of one DNS label; the container is reached as {@code cs-<name>}
 * @param image image reference with a tag or digest
 * @param build folder with a Dockerfile, relative to the project folder
 * @param port port that it listens on inside its networks
 * @param route label of its public host {@code <route>.<domain>}; default: the name when {@code public} is true
 * @param public_ whether the proxy serves it ({@code public} in a stack file); default: true when a route is given
 * @param user {@code uid:gid} that it runs as; default: 1000:1000, whatever the image says, since root in a container
 *     is root on the server for a mistake in the kernel or in a mount
 * @param replicas containers on each application server
 * @param memoryMiB memory limit of one container in MiB
 * @param cpu CPU limit of one container in cores
 * @param healthPath path that answers 2xx when the service works
 * @param environment variables added to those that the platform sets
 * @param websocket whether the proxy passes websockets and holds idle connections
 */
public record CustomServiceArgs(
        @Doc("Name of one DNS label; other services reach it as cs-<name>")
                @Required(fix = "give each custom service a name such as search")
                String name,
        @Doc("Image with a tag or digest; either this or build") String image,
        @Doc("Folder with a Dockerfile, relative to the project folder; either this or image") String build,
        @Doc("Port that the service listens on") @Range(min = 1, max = 65535) Integer port,
        @Doc("Label of its public host <route>.<domain>; the name unless set") String route,
        @Doc("Whether the proxy serves it; true when a route is given") Boolean public_,
        @Doc("User that it runs as, uid:gid") String user,
        @Doc("Containers on each application server") @Range(min = 1, max = 10) Integer replicas,
        @Doc("Memory limit of one container in MiB") @Range(min = 64, max = 1_048_576) Integer memoryMiB,
        @Doc("CPU limit of one container in cores") @Range(min = 0.05, max = 256) Double cpu,
        @Doc("Path that answers 2xx when the service works") String healthPath,
        @Doc("Variables added to those that the platform sets; secrets only encrypted") Map<String, String> environment,
        @Doc("Whether the proxy passes websockets") Boolean websocket) {

    public CustomServiceArgs {
        port = port == null ? Integer.valueOf(8000) : port;
        public_ = public_ == null ? Boolean.valueOf(route != null) : public_;
        route = route == null && public_ ? name : route;
        user = user == null ? "1000:1000" : user;
        replicas = replicas == null ? Integer.valueOf(1) : replicas;
        memoryMiB = memoryMiB == null ? Integer.valueOf(512) : memoryMiB;
        cpu = cpu == null ? Double.valueOf(0.5) : cpu;
        healthPath = healthPath == null ? "/health" : healthPath;
        environment = Copies.map(environment);
        websocket = websocket == null ? Boolean.FALSE : websocket;
    }

    /** A service from an image, all else by default. */
    public static CustomServiceArgs fromImage(String name, String image) {
        return new CustomServiceArgs(name, image, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** A service built from a folder, all else by default. */
    public static CustomServiceArgs fromFolder(String name, String folder) {
        return new CustomServiceArgs(name, null, folder, null, null, null, null, null, null, null, null, null, null);
    }

    /** A copy that the proxy serves at {@code <label>.<domain>}. */
    public CustomServiceArgs withRoute(String label) {
        return new CustomServiceArgs(
                name, image, build, port, label, true, user, replicas, memoryMiB, cpu, healthPath, environment,
                websocket);
    }

    /** A copy that listens on another port. */
    public CustomServiceArgs withPort(int number) {
        return new CustomServiceArgs(
                name, image, build, number, route, public_, user, replicas, memoryMiB, cpu, healthPath, environment,
                websocket);
    }

    /** A copy with other added variables. */
    public CustomServiceArgs withEnvironment(Map<String, String> variables) {
        return new CustomServiceArgs(
                name, image, build, port, route, public_, user, replicas, memoryMiB, cpu, healthPath, variables,
                websocket);
    }

    /** Names the variables but not their values, which may be secret. */
    @Override
    public String toString() {
        return "CustomServiceArgs[name=" + name + ", image=" + image + ", build=" + build + ", port=" + port
                + ", route=" + route + ", public=" + public_ + ", user=" + user + ", replicas=" + replicas + ", memoryMiB=" + memoryMiB
                + ", cpu=" + cpu + ", healthPath=" + healthPath + ", environment=" + environment.keySet()
                + ", websocket=" + websocket + "]";
    }
}
