package dev.nself.provider.x509;

import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.rpc.ResourceType;
import dev.nself.provider.rpc.State;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Field;
import dev.nself.provider.schema.Fields;
import dev.nself.provider.schema.Inputs;
import dev.nself.provider.schema.Outputs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A certificate signed by a {@link CertificateAuthorityType}; made anew in place, with a new key, when an input changes
 * or when less than {@code earlyRenewalFraction} of its life is left.
 */
public final class CertificateType implements ResourceType {

    /** Names as of RFC 1123; a wildcard covers one label and stands first. */
    private static final Pattern DNS_NAME = Pattern.compile(
            "(?=.{1,253}$)(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern IP_ADDRESS = Pattern.compile(
            "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)|(?=.*:)[0-9a-fA-F:.]{2,45}");

    private static final Fields FIELDS = Fields.of(
            Field.text("caCertificate"),
            Field.text("caPrivateKey"),
            CertificateAuthorityType.COMMON_NAME,
            Field.listOf(Field.textLike("dnsNames", DNS_NAME, "host names in lower case, the first label may be *")).optional(),
            Field.listOf(Field.textLike("ipAddresses", IP_ADDRESS, "IPv4 and IPv6 addresses")).optional(),
            Field.whole("validityDays", 1, 825).orElse(365.0),
            Field.fraction("earlyRenewalFraction", 0, 1).orElse(1.0 / 3),
            Field.flag("serverAuth").orElse(true),
            Field.flag("clientAuth").orElse(false));

    private static final Set<String> MADE = Set.of("certificate", "chain", "privateKey", "notAfter");

    private final Clock clock;

    public CertificateType(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String token() {
        return "nself:index:Certificate";
    }

    @Override
    public Set<String> secretOutputs() {
        return Set.of("caPrivateKey", "privateKey");
    }

    @Override
    public Set<String> computedOutputs() {
        return MADE;
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        Checked checked = FIELDS.check(newInputs);
        List<Checked.Failure> failures = new ArrayList<>(checked.failures());
        Map<String, Object> inputs = checked.inputs();
        boolean server = Boolean.TRUE.equals(inputs.get("serverAuth"));
        if (server && isEmpty(inputs.get("dnsNames")) && isEmpty(inputs.get("ipAddresses"))) {
            failures.add(new Checked.Failure(
                    "dnsNames",
                    "is empty and so is ipAddresses, but clients look for the server's name there and nowhere else;"
                            + " name at least one"));
        }
        if (Boolean.FALSE.equals(inputs.get("serverAuth")) && Boolean.FALSE.equals(inputs.get("clientAuth"))) {
            failures.add(new Checked.Failure("clientAuth", "is false and so is serverAuth; set one of them"));
        }
        return new Checked(inputs, failures);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = FIELDS.changes(oldInputs, newInputs);
        double fraction = new Inputs(newInputs).number("earlyRenewalFraction").orElse(1.0 / 3);
        Life life = Life.of(Pem.certificate(new Inputs(oldOutputs).text("certificate")));
        if (life.nearsEnd(clock.instant(), fraction)) {
            changes.put("notAfter", Difference.Kind.UPDATE);
        }
        return new Difference(changes, false);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        Map<String, Object> outputs = new LinkedHashMap<>(newInputs);
        MADE.forEach(name -> outputs.put(name, Unknown.VALUE));
        return outputs;
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        return new State(UUID.randomUUID().toString(), inputs, issue(inputs));
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (outputs.isEmpty()) {
            throw new ResourceFailure("import: a certificate cannot be imported, got id " + id
                    + "; declare it without the import option");
        }
        return Optional.of(new State(id, inputs, outputs));
    }

    @Override
    public State update(
            Call call,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldOutputs,
            Map<String, Object> newInputs) {
        return new State(id, newInputs, issue(newInputs));
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // It lives in the state alone.
    }

    private Map<String, Object> issue(Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        Issued authority = new Issued(
                Pem.certificate(declared.text("caCertificate")), Pem.privateKey(declared.text("caPrivateKey")));
        Subject subject = new Subject(
                declared.text("commonName"),
                declared.texts("dnsNames"),
                declared.texts("ipAddresses"),
                declared.flag("serverAuth"),
                declared.flag("clientAuth"));
        Life life = Life.days(clock.instant(), declared.whole("validityDays")).within(Life.of(authority.certificate()));
        Issued issued = Issuer.leaf(subject, life, authority);
        String certificate = Pem.of(issued.certificate());
        return Outputs.of(inputs)
                .with("certificate", certificate)
                .with("chain", certificate + Pem.of(authority.certificate()))
                .with("privateKey", Pem.of(issued.privateKey()))
                .with("notAfter", issued.certificate().getNotAfter().toInstant().toString())
                .values();
    }

    private static boolean isEmpty(Object list) {
        return list == null || list instanceof List<?> elements && elements.isEmpty();
    }
}
