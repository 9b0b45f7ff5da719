package dev.nself.model.service;

import dev.nself.config.CustomServiceArgs;
import dev.nself.config.PlatformArgs;
import dev.nself.model.proxy.Cors;
import dev.nself.model.proxy.HeaderPolicy;
import dev.nself.model.proxy.Upstream;
import dev.nself.model.proxy.VirtualHost;
import dev.nself.model.proxy.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The public hosts and the services behind them. */
final class Routes {

    /** What only Hasura's admin secret protects, and what its console is made of. */
    private static final String[] ADMIN_PATHS = {
        "/v1/metadata", "/v1/query", "/v2/query", "/v1alpha1", "/v1/config", "/v1/entitlement", "/console", "/dev", "/apis"
    };

    private Routes() {}

    static String host(PlatformArgs args, String route) {
        return route + "." + args.domain();
    }

    static String url(PlatformArgs args, String route) {
        return "https://" + host(args, route) + args.proxy().portSuffix();
    }

    static List<VirtualHost> hosts(PlatformArgs args) {
        var services = args.services();
        List<VirtualHost> hosts = new ArrayList<>();
        hosts.add(api(args));
        if (services.auth().enabled()) {
            hosts.add(host(args, "auth", Auth.SERVICE, 4000, Zone.AUTH));
        }
        if (services.storage().enabled()) {
            Upstream storage = new Upstream(ObjectStorage.SERVICE, ObjectStorage.PORT, true);
            hosts.add(host(args, "storage", storage, Zone.UPLOADS)
                    .withHeaders(HeaderPolicy.OBJECTS)
                    .withCors(Cors.PROXY)
                    .withBodyMiB(args.proxy().bodySizes().uploadsMiB())
                    // Administration and metrics of the storage are for the platform, from inside; its health is not.
                    .denying("/minio/admin", "/minio/kms", "/minio/metrics", "/minio/v2", "/minio/v3"));
        }
        if (services.functions().enabled()) {
            hosts.add(host(args, "functions", Functions.SERVICE, 3000, Zone.FUNCTIONS)
                    .withHeaders(HeaderPolicy.SERVICE)
                    .withCors(Cors.PROXY));
        }
        if (services.admin().enabled()) {
            hosts.add(host(args, "admin", AdminUi.SERVICE, 3021, Zone.GENERAL)
                    .withHeaders(HeaderPolicy.ADMIN_UI)
                    .withWebsocket());
        }
        if (services.mailpit().enabled()) {
            hosts.add(host(args, "mail", Mailpit.ALIAS, 8025, Zone.GENERAL)
                    .withHeaders(HeaderPolicy.MAILPIT_UI)
                    .withWebsocket());
        }
        args.custom().stream().filter(CustomServiceArgs::public_).map(own -> custom(own, args)).forEach(hosts::add);
        return hosts;
    }

    /** Every address that a user opens, by the name of its service. */
    static SortedMap<String, String> urls(PlatformArgs args) {
        SortedMap<String, String> urls = new TreeMap<>();
        for (VirtualHost host : hosts(args)) {
            String route = host.name().substring(0, host.name().length() - args.domain().length() - 1);
            urls.put(route, url(args, route));
        }
        return urls;
    }

    private static VirtualHost api(PlatformArgs args) {
        VirtualHost host = host(args, "api", Hasura.SERVICE, 8080, Zone.API).withWebsocket();
        return Hasura.console(args) ? host.withHeaders(HeaderPolicy.HASURA_CONSOLE) : host.denying(ADMIN_PATHS);
    }

    private static VirtualHost custom(CustomServiceArgs own, PlatformArgs args) {
        VirtualHost host = host(args, own.route(), Custom.name(own), own.port(), Zone.GENERAL)
                .withHeaders(HeaderPolicy.SERVICE)
                .withCors(Cors.PROXY);
        return own.websocket() ? host.withWebsocket() : host;
    }

    private static VirtualHost host(PlatformArgs args, String route, String service, int port, Zone zone) {
        return host(args, route, new Upstream(service, port), zone);
    }

    private static VirtualHost host(PlatformArgs args, String route, Upstream upstream, Zone zone) {
        return VirtualHost.of(host(args, route), upstream, zone)
                .withBodyMiB(args.proxy().bodySizes().defaultMiB());
    }
}
