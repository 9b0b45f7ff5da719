package dev.nself.resource;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * The packet filter of a server: what its rules do not name is dropped, for containers ({@code DOCKER-USER}) and for the
 * server itself ({@code INPUT}), IPv4 and IPv6.
 *
 * <p>Published ports are known by the port and address that were asked for, so a container that somebody starts by hand
 * with a published port is not reached from outside. Containers' own connections and those between containers of the
 * server pass. The ports of {@code sshPorts} and that of {@code dockerHost} are always open, to everybody.
 *
 * <p>A small container of the server keeps the rules: it sets them in one transaction, and again within seconds when
 * they vanish. New rules are undone on the server by themselves when the engine is not reached with them any more. After
 * a start of the server the rules come with its containers, not before them. Bridges with a name of the user's own
 * ({@code com.docker.network.bridge.name}) count as outside, and so does what the server routes for others.
 *
 * <p>Removing it opens again what is published.
 */
@ResourceType(type = HostFirewall.TOKEN)
public final class HostFirewall extends CustomResource {

    static final String TOKEN = "nself:index:HostFirewall";

    @Export(name = "host", refs = String.class, tree = "[0]")
    private Output<String> host;

    @Export(name = "inForce", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> inForce;

    @Export(name = "drift", refs = {List.class, String.class}, tree = "[0,1]")
    private Output<List<String>> drift;

    public HostFirewall(String name, HostFirewallArgs args) {
        this(name, args, CustomResourceOptions.Empty);
    }

    public HostFirewall(String name, HostFirewallArgs args, CustomResourceOptions options) {
        super(TOKEN, name, args, options);
    }

    /** The server's name, once the rules are in force. */
    public Output<String> host() {
        return host;
    }

    /** What is let in, read from the packet filter: {@code tcp 5432 from 10.0.1.11/32 to 10.0.1.21: the database}. */
    public Output<List<String>> inForce() {
        return inForce;
    }

    /** What a refresh found missing or different; mended by the next update. */
    public Output<List<String>> drift() {
        return drift;
    }
}
