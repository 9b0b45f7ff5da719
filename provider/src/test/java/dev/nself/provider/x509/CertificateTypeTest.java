package dev.nself.provider.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.State;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Inputs;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTypeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private final CertificateAuthorityType authorities = new CertificateAuthorityType(at(NOW));
    private final CertificateType certificates = new CertificateType(at(NOW));
    private final State authority = authorities.create(
            new RecordedCall(), Map.of("commonName", "nself local CA", "validityDays", 3650.0));

    @Test
    void theChainVerifiesForTheDeclaredNames() throws Exception {
        X509Certificate leaf = leaf(make(inputs()));

        verify(leaf, authority, NOW);
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "api.nself.localhost"), List.of(2, "*.nself.localhost"), List.of(7, "127.0.0.1"));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getPublicKey().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void theKeyBelongsToTheCertificateAndTheChainHoldsBoth() {
        Inputs outputs = new Inputs(make(inputs()).outputs());

        assertThat(Pem.of(Pem.keyPair(outputs.text("privateKey")).getPublic()))
                .isEqualTo(Pem.of(Pem.certificate(outputs.text("certificate")).getPublicKey()));
        assertThat(outputs.text("chain"))
                .isEqualTo(outputs.text("certificate") + new Inputs(authority.outputs()).text("certificate"));
    }

    @Test
    void noCertificateOutlivesItsAuthority() {
        State brief = authorities.create(new RecordedCall(), Map.of("commonName", "brief", "validityDays", 10.0));
        Map<String, Object> inputs = inputs();
        inputs.put("caCertificate", brief.outputs().get("certificate"));
        inputs.put("caPrivateKey", brief.outputs().get("privateKey"));

        assertThat(make(inputs).outputs().get("notAfter")).isEqualTo(brief.outputs().get("notAfter"));
    }

    @Test
    void itIsRenewedWhenLessThanAThirdOfItsLifeIsLeft() {
        State state = make(inputs());

        assertThat(changesAt(state, NOW.plus(Duration.ofDays(59)))).isEmpty();
        assertThat(changesAt(state, NOW.plus(Duration.ofDays(61)))).containsExactly("notAfter");
        assertThat(changesAt(state, NOW.plus(Duration.ofDays(400)))).containsExactly("notAfter");
    }

    @Test
    void aRenewedCertificateKeepsItsIdAndHasANewKey() throws Exception {
        State state = make(inputs());
        Instant later = NOW.plus(Duration.ofDays(80));

        State renewed = new CertificateType(at(later))
                .update(new RecordedCall(), state.id(), state.inputs(), state.outputs(), inputs());

        assertThat(renewed.id()).isEqualTo(state.id());
        assertThat(renewed.outputs().get("privateKey")).isNotEqualTo(state.outputs().get("privateKey"));
        verify(leaf(renewed), authority, later.plus(Duration.ofDays(89)));
    }

    @Test
    void aRenewedAuthorityStillVerifiesWhatItSignedBefore() throws Exception {
        State state = make(inputs());
        State renewed = new CertificateAuthorityType(at(NOW.plus(Duration.ofDays(3000))))
                .update(new RecordedCall(), authority.id(), authority.inputs(), authority.outputs(), authority.inputs());

        assertThat(renewed.outputs().get("privateKey")).isEqualTo(authority.outputs().get("privateKey"));
        TrustAnchor anchor =
                new TrustAnchor(Pem.certificate(new Inputs(renewed.outputs()).text("certificate")), null);
        leaf(state).verify(anchor.getTrustedCert().getPublicKey());
        assertThat(leaf(state).getIssuerX500Principal()).isEqualTo(anchor.getTrustedCert().getSubjectX500Principal());
    }

    @Test
    void aRenewalShowsUnknownOutputsInThePreview() {
        State state = make(inputs());

        assertThat(certificates.previewUpdate(inputs(), state.outputs(), inputs()))
                .containsEntry("certificate", Unknown.VALUE)
                .containsEntry("privateKey", Unknown.VALUE)
                .containsEntry("commonName", "nself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.*.b", "-a.b", "a..b", "A.b", "a b", "http://a", ""})
    void whatIsNoHostNameIsRefused(String name) {
        Map<String, Object> inputs = inputs();
        inputs.put("dnsNames", List.of("ok.localhost", name));

        assertThat(check(inputs))
                .containsExactly(new Checked.Failure(
                        "dnsNames[1]",
                        "cannot be used, got " + name + "; allowed: host names in lower case, the first label may be *"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.256", "1.2.3", "localhost", "1.2.3.4.5"})
    void whatIsNoAddressIsRefused(String address) {
        Map<String, Object> inputs = inputs();
        inputs.put("ipAddresses", List.of(address));

        assertThat(check(inputs))
                .containsExactly(new Checked.Failure(
                        "ipAddresses[0]", "cannot be used, got " + address + "; allowed: IPv4 and IPv6 addresses"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255", "::1", "fd00::1:2", "255.255.255.255", "1.2.3.4"})
    void addressesAreTaken(String address) {
        Map<String, Object> inputs = inputs();
        inputs.put("ipAddresses", List.of(address));

        assertThat(check(inputs)).isEmpty();
        assertThatCode(() -> make(inputs)).doesNotThrowAnyException();
    }

    @Test
    void aServerNeedsANameAndACertificateAUse() {
        Map<String, Object> nameless = inputs();
        nameless.remove("dnsNames");
        nameless.remove("ipAddresses");
        assertThat(check(nameless)).singleElement().satisfies(failure -> assertThat(failure.property())
                .isEqualTo("dnsNames"));

        nameless.put("serverAuth", false);
        assertThat(check(nameless))
                .containsExactly(
                        new Checked.Failure("clientAuth", "is false and so is serverAuth; set one of them"));
    }

    @Test
    void aFailureNeverShowsTheKey() {
        Map<String, Object> inputs = inputs();
        inputs.put("caPrivateKey", 3.0);

        assertThat(check(inputs).toString()).doesNotContain("BEGIN PRIVATE KEY");
    }

    private List<Checked.Failure> check(Map<String, Object> inputs) {
        return certificates.check(Map.of(), inputs).failures();
    }

    private Set<String> changesAt(State state, Instant time) {
        return new CertificateType(at(time))
                .diff(state.id(), state.inputs(), state.outputs(), state.inputs())
                .changes()
                .keySet();
    }

    private State make(Map<String, Object> inputs) {
        Checked checked = certificates.check(Map.of(), inputs);
        assertThat(checked.failures()).isEmpty();
        return certificates.create(new RecordedCall(), checked.inputs());
    }

    private Map<String, Object> inputs() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("caCertificate", authority.outputs().get("certificate"));
        inputs.put("caPrivateKey", authority.outputs().get("privateKey"));
        inputs.put("commonName", "nself");
        inputs.put("dnsNames", List.of("api.nself.localhost", "*.nself.localhost"));
        inputs.put("ipAddresses", List.of("127.0.0.1"));
        inputs.put("validityDays", 90.0);
        return inputs;
    }

    private static X509Certificate leaf(State state) {
        return Pem.certificate(new Inputs(state.outputs()).text("certificate"));
    }

    private static void verify(X509Certificate leaf, State authority, Instant time) throws Exception {
        X509Certificate trusted = Pem.certificate(new Inputs(authority.outputs()).text("certificate"));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trusted, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(time));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}
