package dev.nself.render;

import dev.nself.model.ConfigFile;
import dev.nself.model.Part.CertificateField;
import dev.nself.model.Plan;
import dev.nself.model.Service;
import dev.nself.model.Step;
import dev.nself.model.Text;
import dev.nself.model.service.Acme;
import dev.nself.model.service.ObjectStorage;
import dev.nself.model.service.ReverseProxy;
import dev.nself.model.service.Secrets;
import java.util.ArrayList;
import java.util.List;

/** The files that each service is started with. */
public final class ConfigFiles {

    /** The platform's authority, for whoever verifies a certificate of its own. */
    private static final String AUTHORITY = "/etc/nself/ca.pem";

    private ConfigFiles() {}

    /** The files of a service, in the order of their paths. */
    public static List<ConfigFile> of(Plan plan, Service service) {
        return switch (service.kind()) {
            case PROXY -> proxy(plan);
            case POSTGRES -> postgres(plan);
            case REDIS -> redis(plan);
            case STORAGE -> storage();
            case POOLER -> pooler(plan);
            case DATA_PROXY -> List.of(ConfigFile.of(DataProxyConf.BASE, DataProxyConf.base()));
            case ACME -> acme(plan);
            case FUNCTIONS -> functions(plan);
            case CUSTOM -> List.of(authority());
            case HASURA, AUTH, ADMIN, MAILPIT -> List.of();
        };
    }

    /** The file that leads a store's clients to it; put into their proxies while those run. */
    public static ConfigFile route(Step.Primary store) {
        return ConfigFile.of(DataProxyConf.path(store), DataProxyConf.store(store));
    }

    private static List<ConfigFile> proxy(Plan plan) {
        List<ConfigFile> files = new ArrayList<>();
        NginxConfig.render(plan.proxy()).forEach((path, content) -> files.add(ConfigFile.of(path, content)));
        files.add(authority());
        if (plan.proxy().acme().isPresent()) {
            files.add(ConfigFile.of(ReverseProxy.SCRIPT, NginxConfig.starter()));
        }
        files.addAll(certificate("proxy"));
        return files;
    }

    private static List<ConfigFile> postgres(Plan plan) {
        List<ConfigFile> files = new ArrayList<>();
        files.add(authority());
        files.add(ConfigFile.of(PgHba.PATH, PgHba.render(plan.database())));
        files.add(ConfigFile.of(PostgresConf.PATH, PostgresConf.render(plan.postgres())));
        files.addAll(certificate("postgres"));
        return files;
    }

    private static List<ConfigFile> redis(Plan plan) {
        List<ConfigFile> files = new ArrayList<>();
        files.add(authority());
        files.add(new ConfigFile(RedisConf.PASSWORD_PATH, RedisConf.password(Secrets.REDIS)));
        files.add(ConfigFile.of(RedisConf.PATH, RedisConf.render(plan.redisMemoryMiB())));
        files.addAll(certificate("redis"));
        return files;
    }

    /** MinIO has its own names for these. */
    private static List<ConfigFile> storage() {
        return List.of(
                authority(),
                new ConfigFile(ObjectStorage.CERTIFICATES + "/private.key", Text.certificate("storage", CertificateField.PRIVATE_KEY)),
                new ConfigFile(ObjectStorage.CERTIFICATES + "/public.crt", Text.certificate("storage", CertificateField.CHAIN)));
    }

    private static List<ConfigFile> pooler(Plan plan) {
        List<ConfigFile> files = new ArrayList<>();
        files.add(authority());
        files.addAll(certificate("pooler"));
        files.add(ConfigFile.of(PgBouncerConf.PATH, PgBouncerConf.render(plan.database())));
        files.add(new ConfigFile(PgBouncerConf.USERS_PATH, PgBouncerConf.users(plan.database())));
        return files;
    }

    private static List<ConfigFile> acme(Plan plan) {
        List<ConfigFile> files = new ArrayList<>(List.of(ConfigFile.of(Acme.SCRIPT, AcmeScript.render())));
        plan.directoryAuthority().ifPresent(authority -> files.add(ConfigFile.of(Acme.DIRECTORY_AUTHORITY, authority)));
        return files;
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
