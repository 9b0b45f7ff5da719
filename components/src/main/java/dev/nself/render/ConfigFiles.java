package dev.nself.render;

import dev.nself.model.ConfigFile;
import dev.nself.model.Part.CertificateField;
import dev.nself.model.Plan;
import dev.nself.model.Service;
import dev.nself.model.Text;
import dev.nself.model.service.Secrets;
import java.util.ArrayList;
import java.util.List;

/** The files that each service is started with. */
public final class ConfigFiles {

    /** The platform's authority, for clients of the database. */
    private static final String AUTHORITY = "/etc/nself/ca.pem";

    private ConfigFiles() {}

    /** The files of a service, in the order of their paths. */
    public static List<ConfigFile> of(Plan plan, Service service) {
        return switch (service.kind()) {
            case PROXY -> proxy(plan);
            case POSTGRES -> postgres(plan);
            case REDIS -> redis(plan);
            case FUNCTIONS -> functions(plan);
            case CUSTOM -> List.of(authority());
            case STORAGE, HASURA, AUTH, ADMIN, MAILPIT -> List.of();
        };
    }

    private static List<ConfigFile> proxy(Plan plan) {
        List<ConfigFile> files = new ArrayList<>();
        NginxConfig.render(plan.proxy()).forEach((path, content) -> files.add(ConfigFile.of(path, content)));
        files.addAll(certificate("proxy"));
        return files;
    }

    private static List<ConfigFile> postgres(Plan plan) {
        List<ConfigFile> files = new ArrayList<>();
        files.add(ConfigFile.of(PgHba.PATH, PgHba.render(plan.database())));
        files.add(ConfigFile.of(PostgresConf.PATH, PostgresConf.render(plan.postgres())));
        files.addAll(certificate("postgres"));
        return files;
    }

    private static List<ConfigFile> redis(Plan plan) {
        return List.of(
                new ConfigFile(RedisConf.PASSWORD_PATH, RedisConf.password(Secrets.REDIS)),
                ConfigFile.of(RedisConf.PATH, RedisConf.render(plan.redisMemoryMiB())));
    }

    private static List<ConfigFile> functions(Plan plan) {
        List<ConfigFile> files = new ArrayList<>(List.of(authority()));
        plan.functions().forEach((path, content) -> files.add(ConfigFile.of(path, content)));
        return files;
    }

    private static List<ConfigFile> certificate(String name) {
        return List.of(
                new ConfigFile(NginxConfig.CERTIFICATE, Text.certificate(name, CertificateField.CHAIN)),
                new ConfigFile(NginxConfig.PRIVATE_KEY, Text.certificate(name, CertificateField.PRIVATE_KEY)));
    }

    private static ConfigFile authority() {
        return new ConfigFile(AUTHORITY, Text.certificate("postgres", CertificateField.AUTHORITY));
    }
}
