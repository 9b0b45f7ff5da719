package dev.nself.render;

import dev.nself.model.proxy.Cors;
import dev.nself.model.proxy.ProxyPlan;
import dev.nself.model.proxy.Rate;
import dev.nself.model.proxy.VirtualHost;
import dev.nself.model.proxy.Zone;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code server} block of one public host. */
final class NginxHost {
    private NginxHost() {}

    static String render(VirtualHost host, ProxyPlan plan) {
        Rate rate = plan.rates().of(host.zone());
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", host.name());
        values.put("upstream", host.upstream().host());
        values.put("scheme", scheme(host));
        values.put("port", Integer.toString(host.upstream().port()));
        values.put("publicPort", NginxConfig.portSuffix(plan));
        values.put("bodyMiB", Integer.toString(host.bodyMiB()));
        values.put("limits", limits(host, plan));
        values.put("retryAfter", Integer.toString(rate.retryAfterSeconds()));
        values.put("gzip", compressed(host.zone()) ? "on" : "off");
        values.put("headers", headers(host));
        values.put("preflight", host.cors() == Cors.PROXY ? "if ($nself_preflight) {\n    return 204;\n}\n" : "");
        values.put("denied", denied(host));
        values.put("proxied", proxied(host));
        values.put("readTimeout", Integer.toString(host.zone() == Zone.UPLOADS ? 300 : 60));
        values.put("requestBuffering", host.zone() == Zone.UPLOADS ? "proxy_request_buffering off;" : "");
        values.put("websocketSwitch", host.websocket() ? "if ($nself_websocket) {\n    return 590;\n}\n" : "");
        values.put("websocket", host.websocket() ? websocket(host) : "");
        return Template.load("nginx/host.conf").render(values);
    }

    private static String limits(VirtualHost host, ProxyPlan plan) {
        String perAddress = limit(NginxConfig.zoneName(host.zone()), plan.rates().of(host.zone()));
        return switch (host.zone()) {
            case API, FUNCTIONS -> perAddress + limit("nself_user", plan.rates().user());
            case AUTH, UPLOADS, GENERAL -> perAddress;
        };
    }

    private static String limit(String zone, Rate rate) {
        // nginx refuses burst=0.
        return "limit_req zone=" + zone + (rate.burst() == 0 ? "" : " burst=" + rate.burst() + " nodelay") + ";\n";
    }

    /**
     * Stored objects keep their length, ranges and strong ETags, which compressing would take; answers with tokens stay
     * uncompressed, since their length would tell about their content.
     */
    private static boolean compressed(Zone zone) {
        return switch (zone) {
            case API, FUNCTIONS, GENERAL -> true;
            case AUTH, UPLOADS -> false;
        };
    }

    private static String headers(VirtualHost host) {
        String cors = switch (host.cors()) {
            case PROXY -> "cors-proxy.conf";
            case SERVICE -> "cors-service.conf";
        };
        return NginxConfig.include(NginxConfig.headersFile(host.headers())) + NginxConfig.include(cors);
    }

    /** Matched after nginx has decoded and tidied the path, so {@code /v1//%6detadata} is closed too. */
    private static String denied(VirtualHost host) {
        if (host.deniedPaths().isEmpty()) {
            return "";
        }
        String paths = host.deniedPaths().stream().map(path -> path.replace(".", "\\.")).collect(Collectors.joining("|"));
        return "location ~ ^(?:" + paths + ")(?:/|$) {\n    return 403;\n}\n";
    }

    private static String proxied(VirtualHost host) {
        String hiddenCors = host.cors() == Cors.PROXY ? NginxConfig.include("cors-hidden.conf") : "";
        String hiddenCsp =
                host.headers().serviceGoesFirst() ? "" : "proxy_hide_header Content-Security-Policy;\n";
        String verified = host.upstream().encrypted() ? NginxConfig.include("verified.conf") : "";
        return NginxConfig.include("proxy.conf") + verified + hiddenCors + hiddenCsp;
    }

    private static String scheme(VirtualHost host) {
        return host.upstream().encrypted() ? "https" : "http";
    }

    private static String websocket(VirtualHost host) {
        return Template.load("nginx/websocket.conf")
                .render(Map.of("proxied", proxied(host), "scheme", scheme(host), "port", Integer.toString(host.upstream().port())));
    }
}
