package dev.nself.policies.tls;

import dev.nself.policies.types.ConfigFile;
import dev.nself.policies.types.Docker;
import dev.nself.policy.Policy;
import dev.nself.policy.Resource;
import dev.nself.policy.ResourcePolicy;
import dev.nself.policy.Rule;
import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * {@code tls-cert-expiry}: a certificate is made anew in time.
 *
 * <p>One that another resource makes is judged there; one that is written into the program has nobody to renew it, so
 * its own last day is looked at. Authorities are left out: a new one would have to be brought to all that trust it.
 */
final class CertificateExpiry {

    private static final Setting<Double> DAYS = Setting.number("renewalDays",
            "days before its end that a certificate must be made anew, at least; a third of its life for short ones",
            1, 30);

    private static final double HOURS_A_DAY = 24;
    private static final List<String> SIGNED =
            List.of("tls:index/selfSignedCert:SelfSignedCert", "tls:index/locallySignedCert:LocallySignedCert");

    private final Clock clock;

    private CertificateExpiry(Clock clock) {
        this.clock = clock;
    }

    static Policy policy(Clock clock) {
        Rule rule = Rule.advisory("tls-cert-expiry",
                        "a certificate is renewed well before its end",
                        "a certificate that ends takes every host under it down at once, mostly on a weekend",
                        "AG acm-certificate-expiration", "CWE-298")
                .withSettings(DAYS);
        CertificateExpiry expiry = new CertificateExpiry(clock);
        return ResourcePolicy.of(rule)
                .on("nself:index:Certificate", CertificateExpiry::own)
                .on(SIGNED, CertificateExpiry::signed)
                .on("acme:index/certificate:Certificate", CertificateExpiry::acme)
                .on("aws:acm/certificate:Certificate", expiry::amazon)
                .on("kubernetes:core/v1:Secret", expiry::secret)
                .on(Docker.CONTAINER, expiry::docker);
    }

    private static void own(Resource certificate, Verdict verdict) {
        double days = certificate.get("validityDays").number().orElse(365.0);
        Value fraction = certificate.get("earlyRenewalFraction");
        if (!fraction.isAbsent()) {
            window(fraction, days, days * fraction.number().orElse(0.0), "set earlyRenewalFraction to 0.33", verdict);
        }
    }

    private static void signed(Resource certificate, Verdict verdict) {
        if (certificate.get("isCaCertificate").isTrue()) {
            verdict.notApplicable("an authority");
            return;
        }
        double days = certificate.get("validityPeriodHours").number().orElse(0.0) / HOURS_A_DAY;
        Value early = certificate.get("earlyRenewalHours");
        window(early, days, early.number().orElse(0.0) / HOURS_A_DAY,
                "set earlyRenewalHours to " + Math.round(needed(days, verdict) * HOURS_A_DAY), verdict);
    }

    private static void acme(Resource certificate, Verdict verdict) {
        Value remaining = certificate.get("minDaysRemaining");
        if (!remaining.isAbsent()) {
            // Let's Encrypt's live for 90 days; others live longer.
            window(remaining, 90, remaining.number().orElse(0.0),
                    "remove it: 30 days are what the provider takes by itself", verdict);
        }
    }

    /** AWS renews what it issued as long as it can see the record in the zone; for a mail somebody has to read it. */
    private void amazon(Resource certificate, Verdict verdict) {
        verdict.attempt(() -> {
            Value method = certificate.get("validationMethod");
            if (method.text().filter("EMAIL"::equals).isPresent()) {
                verdict.violation(method, "must be DNS, so that AWS renews it by itself",
                        "set validationMethod to DNS and make the record");
            }
        });
        Value body = certificate.get("certificateBody");
        if (!body.isUnknown()) {
            end(body, body.text().orElse(""), verdict);
        }
    }

    private void secret(Resource secret, Verdict verdict) {
        for (ConfigFile file : List.of(
                new ConfigFile("tls.crt", secret.get("data").get("tls.crt"), true),
                new ConfigFile("tls.crt", secret.get("stringData").get("tls.crt"), false))) {
            verdict.attempt(() -> end(file.value(), file.text(), verdict));
        }
    }

    private void docker(Resource container, Verdict verdict) {
        ConfigFile.uploads(container).stream().filter(ConfigFile::isKnown)
                .forEach(file -> end(file.line(1, file.path()), file.text(), verdict));
    }

    private static void window(Value given, double life, double days, String fix, Verdict verdict) {
        double needed = needed(life, verdict);
        if (days + 0.5 < needed) {
            verdict.violation(given, "must have it made anew " + Math.round(needed) + " days before its end", fix);
        }
    }

    private static double needed(double life, Verdict verdict) {
        return Math.min(verdict.setting(DAYS), life / 3);
    }

    private void end(Value place, String text, Verdict verdict) {
        Instant least = clock.instant().plus(Math.round(verdict.setting(DAYS)), ChronoUnit.DAYS);
        certificate(text).map(X509Certificate::getNotAfter).map(Date::toInstant).filter(last -> last.isBefore(least))
                .ifPresent(last -> verdict.violation(place.asSecret(), "must be made anew, since it ends on "
                        + last.atZone(ZoneOffset.UTC).toLocalDate(),
                        "put a new certificate there, or let a resource make it"));
    }

    /** The first certificate of a PEM text, which is the server's own. */
    private static Optional<X509Certificate> certificate(String text) {
        int start = text.indexOf("-----BEGIN CERTIFICATE-----");
        if (start < 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = text.substring(start).getBytes(StandardCharsets.US_ASCII);
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(bytes)));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
