package dev.nself.provider.postgres;

import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Inputs;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is the same for every place of a cluster.
 *
 * @param image name or id of the PostgreSQL image, for helpers where there is no container
 * @param dataPath where the volume is mounted
 * @param folder the data directory's name in the volume
 * @param superuser the database role, also the user in the containers
 * @param replicationUser the role that standbys stream as
 * @param replicationPassword its password
 * @param authority path of the authority's certificate in the members' containers
 */
record Cluster(
        String image,
        String dataPath,
        String folder,
        String superuser,
        String replicationUser,
        String replicationPassword,
        String authority) {

    private static final Pattern PATH = Pattern.compile("(/[a-zA-Z0-9._-]+)+");
    private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final String ROLE_FORM = "1 to 63 characters of a-z, 0-9 and _, no digit first";

    static final List<Field> FIELDS = List.of(
            Field.objects("candidates", Place.FIELDS),
            Field.text("image"),
            Field.textLike("dataPath", PATH, "an absolute path").orElse("/var/lib/postgresql/data"),
            Field.textLike("pgdata", Pattern.compile("[a-z]+"), "a folder's name of a-z").orElse("pgdata"),
            Field.textLike("superuser", ROLE, ROLE_FORM).orElse("postgres"),
            Field.textLike("replicationUser", ROLE, ROLE_FORM).orElse("replicator"),
            Field.textLike("replicationPassword", Pattern.compile("[^\\n\\\\:]+"), "a text of one line without : and \\"),
            Field.textLike("authorityPath", PATH, "an absolute path").orElse("/etc/nself/ca.pem"));

    static Cluster of(Inputs inputs) {
        return new Cluster(
                inputs.text("image"),
                inputs.text("dataPath"),
                inputs.text("pgdata"),
                inputs.text("superuser"),
                inputs.text("replicationUser"),
                inputs.text("replicationPassword"),
                inputs.text("authorityPath"));
    }

    String data() {
        return dataPath + "/" + folder;
    }

    /** Beside the data directory: in it, copies would carry it on. */
    String passFile() {
        return dataPath + "/replication.pgpass";
    }

    /** How a standby reaches its primary; the password is in a file of its own. */
    String connection(Place standby, Place primary, String authorityFile) {
        return "host=%s port=%d user=%s application_name=%s passfile=%s sslmode=verify-ca sslrootcert=%s"
                .formatted(primary.host(), primary.port(), replicationUser, standby.name(), passFile(), authorityFile)
                + " connect_timeout=5";
    }

    /** The content of the password file. */
    String passLine() {
        return "*:*:*:%s:%s\n".formatted(replicationUser, replicationPassword);
    }

    /** Without the password: a record's own would print it. */
    @Override
    public String toString() {
        return "Cluster[" + image + "]";
    }
}
