package dev.nself.provider.postgres;

/** Makes a data directory that of a standby; its server does not run. */
final class Standby {

    private Standby() {}

    /** Run in the volume; what the copy brought along from another life goes. */
    static String script(Cluster cluster, Place standby, Place primary) {
        return into(cluster, cluster.folder(), standby, primary);
    }

    static String into(Cluster cluster, String folder, Place standby, Place primary) {
        return passFile(cluster) + """
                sed -i -e '/^primary_conninfo *=/d' -e '/^primary_slot_name *=/d' -e '/^default_transaction_read_only *=/d' \\
                  %1$s/postgresql.auto.conf
                cat >>%1$s/postgresql.auto.conf <<'NSELF_END'
                primary_conninfo = '%2$s'
                primary_slot_name = '%3$s'
                NSELF_END
                : >%1$s/standby.signal
                sync
                """.formatted(folder, cluster.connection(standby, primary, cluster.authority()), standby.slot());
    }

    /** The password in its file, which only the server's user may read. */
    static String passFile(Cluster cluster) {
        return """
                umask 077
                cat >.replication.new <<'NSELF_END'
                %sNSELF_END
                mv -f .replication.new %s
                """.formatted(cluster.passLine(), cluster.passFile());
    }
}
