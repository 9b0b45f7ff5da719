package dev.nself.provider.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nself.provider.RecordedCall;
import dev.nself.provider.rpc.Checked;
import dev.nself.provider.rpc.Difference.Kind;
import dev.nself.provider.rpc.State;
import dev.nself.provider.rpc.Unknown;
import dev.nself.provider.schema.Inputs;
import dev.nself.provider.x509.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTypeTest {

    private final SecretType type = new SecretType();

    @Test
    void passwordsAreLettersAndDigitsOfTheLengthAndNeverTheSame() {
        String first = value("password", 40);

        assertThat(first).matches("[A-Za-z0-9]{40}").isNotEqualTo(value("password", 40));
    }

    @Test
    void hexKeysAreDigitsOfTheLength() {
        assertThat(value("hex", 64)).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({"rsa, 2048, SHA256withRSA", "ec, 256, SHA256withECDSA", "ec, 384, SHA384withECDSA"})
    void whatThePrivateKeySignsThePublicKeyVerifies(String kind, int length, String algorithm)
            throws GeneralSecurityException {
        Inputs outputs = new Inputs(make(kind, length).outputs());

        KeyPair keys = Pem.keyPair(outputs.text("value"));
        assertThat(Pem.of(keys.getPublic())).isEqualTo(outputs.text("publicKey"));
        assertThat(outputs.text("value")).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(outputs.text("publicKey")).startsWith("-----BEGIN PUBLIC KEY-----\n");
        byte[] message = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(keys.getPrivate());
        signer.update(message);
        byte[] signature = signer.sign();
        signer.initVerify(keys.getPublic());
        signer.update(message);
        assertThat(signer.verify(signature)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"password, 32", "hex, 64", "rsa, 2048", "ec, 256"})
    void everyKindHasAStandardLength(String kind, double length) {
        Checked checked = check(Map.of("kind", kind));

        assertThat(checked.failures()).isEmpty();
        assertThat(checked.inputs()).containsEntry("length", length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "password | 7    | cannot be used, got 7; allowed: a whole number from 8 to 4096",
        "password | 300  | cannot be used for kind password, got 300; allowed: 8 to 256",
        "hex      | 33   | cannot be used for kind hex, got 33; allowed: an even number from 16 to 512",
        "rsa      | 1024 | cannot be used for kind rsa, got 1024; allowed: [2048, 3072, 4096]",
        "ec       | 521  | cannot be used for kind ec, got 521; allowed: [256, 384]"
    })
    void otherLengthsAreRefused(String kind, double length, String reason) {
        assertThat(check(Map.of("kind", kind, "length", length)).failures())
                .containsExactly(new Checked.Failure("length", reason));
    }

    @Test
    void anotherKindAndAMisspeltPropertyAreRefusedTogether() {
        assertThat(check(Map.of("kind", "pin", "lenght", 4.0)).failures())
                .containsExactly(
                        new Checked.Failure("lenght", "is no property of this; allowed: kind, length, keepers"),
                        new Checked.Failure("kind", "cannot be used, got pin; allowed: password, hex, rsa, ec"));
    }

    @Test
    void unknownValuesPass() {
        assertThat(check(Map.of("kind", "hex", "keepers", Unknown.VALUE)).failures()).isEmpty();
        assertThat(check(Map.of("kind", Unknown.VALUE)).failures()).isEmpty();
    }

    @Test
    void anotherKeeperMakesAnotherSecret() {
        Map<String, Object> before = Map.of("kind", "hex", "keepers", Map.of("generation", "1"));
        Map<String, Object> after = Map.of("kind", "hex", "keepers", Map.of("generation", "2"));

        assertThat(type.diff("id", before, before, after).changes())
                .containsExactly(Map.entry("keepers", Kind.UPDATE_REPLACE));
        assertThat(type.diff("id", before, before, before).changes()).isEmpty();
    }

    @Test
    void aValueFromAFileIsImportedAndRecognised(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef\n");

        State state = read("file:" + file);

        assertThat(state.inputs()).isEqualTo(Map.of("kind", "hex", "length", 32.0));
        assertThat(state.outputs()).containsEntry("value", "0123456789abcdef0123456789abcdef");
        assertThat(state.id()).doesNotContain("0123");
    }

    @Test
    void anImportedKeyKeepsItsPublicKey(@TempDir Path folder) throws IOException {
        Inputs made = new Inputs(make("ec", 256).outputs());
        Path file = Files.writeString(folder.resolve("key.pem"), made.text("value"));

        assertThat(read("file:" + file).outputs()).containsEntry("publicKey", made.text("publicKey"));
    }

    @Test
    void theValueItselfIsNoImportId() {
        assertThatThrownBy(() -> read("hunter2hunter2"))
                .hasMessage("import id: finds no secret, got another form;"
                        + " allowed: env:NAME of a variable that pulumi runs with, file:PATH");
    }

    private State read(String id) {
        return type.read(new RecordedCall(), id, Map.of(), Map.of()).orElseThrow();
    }

    private Checked check(Map<String, Object> inputs) {
        return type.check(Map.of(), inputs);
    }

    private String value(String kind, int length) {
        return new Inputs(make(kind, length).outputs()).text("value");
    }

    private State make(String kind, int length) {
        Map<String, Object> inputs = new HashMap<>(Map.of("kind", kind, "length", (double) length));
        assertThat(check(inputs).failures()).isEqualTo(List.of());
        return type.create(new RecordedCall(), inputs);
    }
}
