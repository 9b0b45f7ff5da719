package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackConfigTest {
    private static final Map<String, String> LEAST =
            Map.of("nself:domain", "nself.localhost", "nself:tier", "single", "nself:target", "local");

    @Test
    void aStackFileGivesTheSameArgumentsAsJava() {
        PlatformArgs fromFile = read("nself:services", "{\"redis\":{\"memoryMiB\":256}}");
        PlatformArgs fromJava = PlatformArgs.builder("nself.localhost", Tier.SINGLE, Target.LOCAL)
                .services(ServicesArgs.defaults()
                        .with(PlatformService.REDIS, ServiceArgs.defaults().withMemoryMiB(256)))
                .build();

        assertThat(fromFile).isEqualTo(fromJava);
    }

    @Test
    void textMayBeWrittenWithoutQuotes() {
        assertThat(read("nself:postgres", "{\"version\":17}").postgres().version()).isEqualTo("17");
        assertThat(read("nself:services", "{\"redis\":{\"environment\":{\"PORT\":6379,\"DEBUG\":true}}}")
                        .services().redis().environment())
                .containsEntry("PORT", "6379")
                .containsEntry("DEBUG", "true");
        assertThat(read("nself:proxy", "{\"tlsVersions\":[1.2,1.3]}").proxy().tlsVersions())
                .containsExactly(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);
    }

    @Test
    void aFractionMayBeTextBecauseTheCommandLineWritesItSo() {
        assertThat(read("nself:services", "{\"redis\":{\"cpu\":\"0.25\"}}").services().redis().cpu()).isEqualTo(0.25);
    }

    @Test
    void aReservedWordOfJavaIsAnOrdinaryKey() {
        PlatformArgs args = read("nself:custom", "[{\"name\":\"chat\",\"image\":\"chat:1\",\"public\":true}]");

        assertThat(args.custom().get(0).public_()).isTrue();
    }

    @Test
    void keysOfOtherNamespacesAreLeftAlone() {
        assertThat(read("docker:host", "unix:///run/docker.sock").domain()).isEqualTo("nself.localhost");
    }

    @Test
    void aSecretMayBeEncryptedAloneOrWithItsWholeKey() {
        Map<String, String> values = with("nself:services", "{\"hasura\":{\"environment\":{\"API_KEY\":\"x\"}}}");

        assertThat(StackConfig.read("stack", values, Set.of("nself:services.hasura.environment.API_KEY"))).isNotNull();
        assertThat(StackConfig.read("stack", values, Set.of("nself:services"))).isNotNull();
        assertThatThrownBy(() -> StackConfig.read("stack", values, Set.of("nself:services.hasura.environment.API")))
                .hasMessageContaining("must be encrypted");
    }

    @Test
    void brokenJsonIsNotQuotedInTheMessage() {
        assertThatThrownBy(() -> read("nself:auth", "{\"smtp\":{\"password\":\"do-not-show\"}"))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageStartingWith("stack: nself:auth must be an object, got text")
                .hasMessageNotContaining("do-not-show");
    }

    @Test
    void theSameKeyTwiceIsRefused() {
        assertThatThrownBy(() -> read("nself:postgres", "{\"database\":\"a\",\"database\":\"b\"}"))
                .isInstanceOf(InvalidConfig.class);
    }

    @Test
    void problemsComeOneALineInTheOrderOfTheArguments() {
        Map<String, String> values = new HashMap<>(LEAST);
        values.put("nself:storage", "{\"region\":\"EU\"}");
        values.put("nself:domain", "localhost");
        values.put("nself:services", "{\"redis\":{\"memoryMiB\":12}}");

        assertThatThrownBy(() -> StackConfig.read("stacks/Pulumi.local.yaml", values, Set.of()))
                .hasMessageMatching("(?s)stacks/Pulumi.local.yaml: nself:domain [^\n]*\n"
                        + "stacks/Pulumi.local.yaml: nself:services.redis.memoryMiB must be at least 64, got 12; [^\n]*\n"
                        + "stacks/Pulumi.local.yaml: nself:storage.region [^\n]*");
    }

    private static PlatformArgs read(String key, String value) {
        return StackConfig.read("stack", with(key, value), Set.of());
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> values = new HashMap<>(LEAST);
        values.put(key, value);
        return values;
    }
}
