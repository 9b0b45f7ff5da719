package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.config.ProxyArgs;
import dev.nself.config.RatesArgs;
import dev.nself.model.CertificateSpec;
import dev.nself.model.Container;
import dev.nself.model.HealthCheck;
import dev.nself.model.Network;
import dev.nself.model.PublishedPort;
import dev.nself.model.Service;
import dev.nself.model.ServiceKind;
import dev.nself.model.proxy.ProxyPlan;
import dev.nself.model.proxy.Rate;
import dev.nself.model.proxy.Rates;
import dev.nself.model.proxy.TlsVersion;
import dev.nself.model.proxy.Upstream;
import dev.nself.model.proxy.VirtualHost;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Nginx: the only service that publishes ports. */
public final class ReverseProxy {

    public static final String SERVICE = "proxy";

    /** Where it finds what the ACME client brings. */
    public static final String ACME_FOLDER = "/var/lib/nself/acme";

    /** What starts it where an ACME client brings the certificate. */
    public static final String SCRIPT = "/etc/nself/proxy.sh";

    private ReverseProxy() {}

    /** Runs as the image's own user on high ports, so that it needs no capability. */
    public static Service service(PlatformArgs args) {
        var own = args.services().proxy();
        ProxyArgs proxy = args.proxy();
        Container.Builder container = Container.named(SERVICE, PinnedImages.choose("nginx", own.image(), args.images()))
                .user(101, 101)
                .env(own.environment())
                .networks(Network.EDGE, Network.APP)
                .publish(List.of(
                        new PublishedPort(proxy.bind(), proxy.httpPort(), 8080),
                        new PublishedPort(proxy.bind(), proxy.httpsPort(), 8443)))
                .health(HealthCheck.command("curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/health"))
                .limits(LimitsOf.service(own, 100))
                .after(HostFirewall.before(args));
        if (Acme.isUsed(args)) {
            container.command(List.of("sh", SCRIPT)).mount(Acme.atProxy(ACME_FOLDER));
        }
        return new Service.Stateless(ServiceKind.PROXY, container.build(), 1);
    }

    public static ProxyPlan plan(PlatformArgs args) {
        ProxyArgs proxy = args.proxy();
        Set<TlsVersion> versions = EnumSet.noneOf(TlsVersion.class);
        proxy.tlsVersions().forEach(version -> versions.add(TlsVersion.valueOf(version.name())));
        Optional<Upstream> acme = Acme.isUsed(args) ? Optional.of(Acme.upstream()) : Optional.empty();
        return new ProxyPlan(proxy.httpsPort(), rates(proxy.rates()), proxy.corsOrigins(), versions, List.of(), Routes.hosts(args), acme);
    }

    /** Every public host by name: wildcards are refused below {@code localhost}. */
    public static CertificateSpec certificate(PlatformArgs args) {
        List<String> names = Routes.hosts(args).stream().map(VirtualHost::name).toList();
        return new CertificateSpec(SERVICE, names.get(0), names, 365);
    }

    public static SortedMap<String, String> urls(PlatformArgs args) {
        return Routes.urls(args);
    }

    private static Rates rates(RatesArgs rates) {
        return new Rates(rate(rates.api()), rate(rates.auth()), rate(rates.uploads()), rate(rates.functions()),
                rate(rates.api()), rate(rates.user()));
    }

    /** Ten seconds' worth may come at once, at least ten requests: a page loads in bursts. */
    private static Rate rate(String text) {
        int count = Integer.parseInt(text.substring(0, text.indexOf('r')));
        int perMinute = text.endsWith("/s") ? count * 60 : count;
        return new Rate(perMinute, Math.max(10, perMinute / 6));
    }
}
