package dev.nself.config;

import dev.nself.resource.DockerEndpoint;
import java.util.List;

/**
 * A machine with a Docker engine that the platform may use, on target {@code servers}.
 *
 * @param name name of one DNS label of at most 21 characters; part of every name that is made there, so it stays
 * @param roles what it is for; of the machines with a role a tier uses as many as it needs, in the order of the list
 * @param address private IP address where the other servers reach it; null only on tier single, which has no others
 * @param docker its engine: {@code ssh://USER@HOST[:PORT]}, {@code tcp://HOST:PORT} or {@code unix:///PATH}
 * @param ssh needed for {@code ssh://}
 * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; needed for {@code tcp://}
 * @param publicAddress IP address where users reach it; null: every address it has
 */
public record ServerArgs(
        @Doc("Name of one DNS label, part of everything made there; to change it is to make the server anew")
                @Required(fix = "for example app1")
                String name,
        @Doc("What the server is for") @Required(fix = "one or more of app, db, lb, ops") List<ServerRole> roles,
        @Doc("Private IP address where the other servers reach it; needed on tier split and replicated") String address,
        @Doc("Its Docker engine: ssh://USER@HOST[:PORT], tcp://HOST:PORT or unix:///PATH")
                @Required(fix = "for example ssh://deploy@203.0.113.5")
                String docker,
        @Doc("Keys of the SSH connection; needed for ssh://") SshArgs ssh,
        @Doc("Folder with ca.pem, cert.pem and key.pem; needed for tcp://") String certificates,
        @Doc("IP address where users reach it; every address it has unless set") String publicAddress) {

    public ServerArgs {
        roles = Copies.list(roles, null);
    }

    /** A server that is reached by SSH, with the key that an SSH agent has; {@code hostKey} is the server's own. */
    public static ServerArgs bySsh(String name, List<ServerRole> roles, String address, String docker, String hostKey) {
        return new ServerArgs(name, roles, address, docker, new SshArgs(null, hostKey), null, null);
    }

    /** A server whose engine has a socket on this machine. */
    public static ServerArgs bySocket(String name, List<ServerRole> roles, String address, String socket) {
        return new ServerArgs(name, roles, address, "unix://" + socket, null, null, null);
    }

    /** Whether it has the role. */
    public boolean is(ServerRole role) {
        return roles.contains(role);
    }

    /** The engine as the one string that every {@code dockerHost} input takes. */
    public String endpoint() {
        DockerEndpoint endpoint = DockerEndpoint.of(docker);
        if (ssh != null && ssh.key() != null) {
            endpoint = endpoint.withIdentity(ssh.key());
        }
        if (ssh != null && ssh.hostKey() != null) {
            endpoint = endpoint.withHostKey(ssh.hostKey());
        }
        return (certificates == null ? endpoint : endpoint.withCertificates(certificates)).toString();
    }
}
