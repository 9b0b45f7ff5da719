package dev.nself.target;

import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.nself.config.ProvidedCertificate;
import dev.nself.model.CertificateSpec;
import dev.nself.model.Part;
import dev.nself.model.Plan;

import dev.nself.model.SecretSpec;
import dev.nself.model.Text;
import dev.nself.resource.Certificate;
import dev.nself.resource.CertificateArgs;
import dev.nself.resource.CertificateAuthority;
import dev.nself.resource.CertificateAuthorityArgs;
import dev.nself.resource.Secret;
import dev.nself.resource.SecretArgs;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the engine makes once and services refer to: secrets and certificates. */
public final class Generated {

    private final Map<String, Secret> secrets = new TreeMap<>();
    private final Map<String, Certificate> certificates = new TreeMap<>();
    private final Map<String, ProvidedCertificate> provided;
    private final CertificateAuthority authority;

    private Generated(Plan plan, Resource parent) {
        provided = plan.provided();
        authority = new CertificateAuthority("ca",
                CertificateAuthorityArgs.builder().commonName("nself " + plan.names().stack()).validityDays(3650).build(),
                childOf(parent));
        plan.secrets().forEach(spec -> secrets.put(spec.name(), secret(spec, parent)));
        plan.certificates().forEach(spec -> certificates.put(spec.name(), certificate(spec, parent)));
    }

    /** Defines every secret and certificate of the plan as a child of {@code parent}. */
    public static Generated define(Plan plan, Resource parent) {
        return new Generated(plan, parent);
    }

    /** The text with every reference filled in; a secret as soon as one of its parts is one. */
    public Output<String> resolve(Text text) {
        List<Output<String>> parts = text.parts().stream().map(this::resolve).toList();
        return parts.size() == 1 ? parts.get(0) : Output.all(parts).applyValue(values -> String.join("", values));
    }

    /** The value of a generated secret. */
    public Output<String> secret(String name) {
        return secrets.get(name).value();
    }

    /** The certificate, in PEM, that clients need to trust the platform. */
    public Output<String> authority() {
        return authority.certificate();
    }

    private Output<String> resolve(Part part) {
        if (part instanceof Part.Literal literal) {
            return Output.of(literal.text());
        }
        if (part instanceof Part.SecretRef ref) {
            Secret secret = secrets.get(ref.name());
            Output<String> value = switch (ref.field()) {
                case VALUE -> secret.value();
                case PUBLIC_KEY -> secret.publicKey();
            };
            return value.applyValue(plain -> encode(plain, ref.encoding()));
        }
        Part.CertificateRef ref = (Part.CertificateRef) part;
        if (provided.containsKey(ref.name())) {
            return resolve(provided.get(ref.name()), ref.field());
        }
        return switch (ref.field()) {
            case CHAIN -> certificates.get(ref.name()).chain();
            case PRIVATE_KEY -> certificates.get(ref.name()).privateKey();
            case AUTHORITY -> authority.certificate();
        };
    }

    private Output<String> resolve(ProvidedCertificate certificate, Part.CertificateField field) {
        return switch (field) {
            case CHAIN -> Output.of(certificate.chain());
            case PRIVATE_KEY -> Output.ofSecret(certificate.privateKey());
            case AUTHORITY -> authority.certificate();
        };
    }

    private static String encode(String value, Part.Encoding encoding) {
        return switch (encoding) {
            case PLAIN -> value;
            case URL -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            case JSON -> value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "").replace("\n", "\\n");
        };
    }

    private static Secret secret(SecretSpec spec, Resource parent) {
        String kind = switch (spec.kind()) {
            case PASSWORD -> "password";
            case HEX -> "hex";
            case RSA -> "rsa";
        };
        Map<String, String> keepers = spec.rotation().isEmpty() ? Map.of() : Map.of("rotation", spec.rotation());
        return new Secret(spec.name(),
                SecretArgs.builder().kind(kind).length(spec.length()).keepers(keepers).build(),
                childOf(parent));
    }

    private Certificate certificate(CertificateSpec spec, Resource parent) {
        return new Certificate(spec.name(),
                CertificateArgs.builder()
                        .caCertificate(authority.certificate())
                        .caPrivateKey(authority.privateKey())
                        .commonName(spec.commonName())
                        .dnsNames(spec.dnsNames())
                        .validityDays(spec.validityDays())
                        .build(),
                childOf(parent));
    }

    private static CustomResourceOptions childOf(Resource parent) {
        return CustomResourceOptions.builder().parent(parent).build();
    }
}
