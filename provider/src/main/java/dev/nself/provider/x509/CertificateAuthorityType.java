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
import java.security.KeyPair;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A certificate authority of the stack's own.
 *
 * <p>Renewed in place, with the same key, when less than a third of its life is left: certificates that it signed
 * before go on to verify. Another common name replaces it.
 */
public final class CertificateAuthorityType implements ResourceType {

    static final Field COMMON_NAME =
            Field.textLike("commonName", Pattern.compile(".{1,64}"), "1 to 64 characters (RFC 5280)");

    private static final double RENEWAL_FRACTION = 1.0 / 3;
    private static final Fields FIELDS = Fields.of(
            COMMON_NAME.replacing(), Field.whole("validityDays", 1, 7300).orElse(3650.0));

    private final Clock clock;

    public CertificateAuthorityType(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String token() {
        return "nself:index:CertificateAuthority";
    }

    @Override
    public Set<String> secretOutputs() {
        return Set.of("privateKey");
    }

    @Override
    public Set<String> computedOutputs() {
        return Set.of("certificate", "privateKey", "notAfter");
    }

    @Override
    public Checked check(Map<String, Object> oldInputs, Map<String, Object> newInputs) {
        return FIELDS.check(newInputs);
    }

    @Override
    public Difference diff(
            String id, Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        SortedMap<String, Difference.Kind> changes = FIELDS.changes(oldInputs, newInputs);
        Life life = Life.of(Pem.certificate(new Inputs(oldOutputs).text("certificate")));
        if (life.nearsEnd(clock.instant(), RENEWAL_FRACTION)) {
            changes.put("notAfter", Difference.Kind.UPDATE);
        }
        return new Difference(changes, false);
    }

    @Override
    public Map<String, Object> previewUpdate(
            Map<String, Object> oldInputs, Map<String, Object> oldOutputs, Map<String, Object> newInputs) {
        Map<String, Object> outputs = new LinkedHashMap<>(oldOutputs);
        outputs.putAll(newInputs);
        outputs.put("certificate", Unknown.VALUE);
        outputs.put("notAfter", Unknown.VALUE);
        return outputs;
    }

    @Override
    public State create(Call call, Map<String, Object> inputs) {
        Inputs declared = new Inputs(inputs);
        Issued issued = Issuer.authority(declared.text("commonName"), life(declared));
        return new State(UUID.randomUUID().toString(), inputs, outputs(inputs, issued));
    }

    @Override
    public Optional<State> read(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        if (outputs.isEmpty()) {
            throw new ResourceFailure("import: a certificate authority cannot be imported, got id " + id
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
        Inputs declared = new Inputs(newInputs);
        KeyPair keys = new KeyPair(
                Pem.certificate(new Inputs(oldOutputs).text("certificate")).getPublicKey(),
                Pem.privateKey(new Inputs(oldOutputs).text("privateKey")));
        Issued issued = Issuer.renewedAuthority(declared.text("commonName"), life(declared), keys);
        return new State(id, newInputs, outputs(newInputs, issued));
    }

    @Override
    public void delete(Call call, String id, Map<String, Object> inputs, Map<String, Object> outputs) {
        // It lives in the state alone.
    }

    private Life life(Inputs declared) {
        return Life.days(clock.instant(), declared.whole("validityDays"));
    }

    private static Map<String, Object> outputs(Map<String, Object> inputs, Issued issued) {
        return Outputs.of(inputs)
                .with("certificate", Pem.of(issued.certificate()))
                .with("privateKey", Pem.of(issued.privateKey()))
                .with("notAfter", issued.certificate().getNotAfter().toInstant().toString())
                .values();
    }
}
