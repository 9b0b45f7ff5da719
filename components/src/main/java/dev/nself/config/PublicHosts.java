package dev.nself.config;

import java.util.ArrayList;
import java.util.List;

/** Names of the hosts that the proxy serves, as far as the arguments tell: a certificate of the user's must cover them. */
final class PublicHosts {
    private PublicHosts() {}

    static List<String> of(PlatformArgs args) {
        List<String> routes = new ArrayList<>();
        for (PlatformService service : PlatformService.values()) {
            String route = route(service);
            if (!route.isEmpty() && service.in(args.services()).enabled()) {
                routes.add(route);
            }
        }
        args.custom().stream().filter(CustomServiceArgs::public_).map(CustomServiceArgs::route).forEach(routes::add);
        return routes.stream().map(route -> route + "." + args.domain()).toList();
    }

    private static String route(PlatformService service) {
        return switch (service) {
            case HASURA -> "api";
            case AUTH, FUNCTIONS, ADMIN, STORAGE -> service.key();
            case MAILPIT -> "mail";
            case POSTGRES, REDIS, PROXY -> "";
        };
    }
}
