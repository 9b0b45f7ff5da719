package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformArgsTest {
    private static final PlatformArgs LOCAL = PlatformArgs.of("nself.localhost", Tier.SINGLE, Target.LOCAL);
    private static final PlatformArgs SERVERS = PlatformArgs.of("example.com", Tier.SPLIT, Target.SERVERS);

    @Test
    void threeArgumentsAreEnoughLocally() {
        assertThat(PlatformValidation.validate(LOCAL)).isEmpty();
    }

    @Test
    void aLocalPlatformIsReachedFromThisMachineOnly() {
        assertThat(LOCAL.proxy().bind()).isEqualTo("127.0.0.1");
        assertThat(LOCAL.tls().mode()).isEqualTo(TlsMode.SELF_SIGNED);
        assertThat(LOCAL.services().mailpit().enabled()).isTrue();
        assertThat(LOCAL.auth().emailVerification()).isFalse();
    }

    @Test
    void aPlatformOnServersIsPublicAndSendsRealMails() {
        assertThat(SERVERS.proxy().bind()).isEqualTo("0.0.0.0");
        assertThat(SERVERS.tls().mode()).isEqualTo(TlsMode.ACME);
        assertThat(SERVERS.services().mailpit().enabled()).isFalse();
        assertThat(SERVERS.auth().emailVerification()).isTrue();
    }

    @Test
    void theApplicationIsExpectedAtTheDomain() {
        assertThat(SERVERS.auth().clientUrl()).isEqualTo("https://example.com");
        assertThat(SERVERS.proxy().corsOrigins()).containsExactly("https://example.com", "https://*.example.com");
    }

    @Test
    void anotherHttpsPortIsPartOfEveryAddress() {
        PlatformArgs args = PlatformArgs.builder("nself.localhost", Tier.SINGLE, Target.LOCAL)
                .proxy(ProxyArgs.defaults().withPorts(8080, 8443))
                .build();

        assertThat(args.auth().clientUrl()).isEqualTo("https://nself.localhost:8443");
        assertThat(args.proxy().corsOrigins()).contains("https://*.nself.localhost:8443");
    }

    @Test
    void tokensLiveAsLongAsTheSeedSays() {
        assertThat(LOCAL.auth().accessTokenMinutes()).isEqualTo(15);
        assertThat(LOCAL.auth().refreshTokenDays()).isEqualTo(30);
    }

    @Test
    void onlyTls13IsOfferedUnlessAsked() {
        assertThat(LOCAL.proxy().tlsVersions()).containsExactly(TlsVersion.TLS_1_3);
    }

    @Test
    void aCustomServiceWithARouteIsPublic() {
        assertThat(CustomServiceArgs.fromImage("chat", "chat:1").withRoute("talk").public_()).isTrue();
        assertThat(CustomServiceArgs.fromImage("chat", "chat:1").public_()).isFalse();
    }

    @Test
    void aPublicCustomServiceWithoutARouteIsServedAtItsName() {
        var chat = new CustomServiceArgs("chat", "chat:1", null, null, null, true, null, null, null, null, null, null, null);

        assertThat(chat.route()).isEqualTo("chat");
    }

    @Test
    void fillingDefaultsTwiceChangesNothing() {
        var again = new PlatformArgs(
                SERVERS.domain(), SERVERS.tier(), SERVERS.target(), SERVERS.servers(), SERVERS.tls(),
                SERVERS.services(), SERVERS.custom(), SERVERS.postgres(), SERVERS.proxy(), SERVERS.auth(), SERVERS.storage(),
                SERVERS.images(), SERVERS.labels(), SERVERS.application(), SERVERS.rotation());

        assertThat(again).isEqualTo(SERVERS);
    }

    @Test
    void laterChangesOfTheCallersCollectionsDoNotReachTheArguments() {
        List<String> buckets = new ArrayList<>(List.of("uploads"));
        var storage = new StorageArgs(buckets, null);

        buckets.add("later");

        assertThat(storage.buckets()).containsExactly("uploads");
    }

    @Test
    void nullsOfAJavaCallerAreProblemsAndNotExceptions() {
        PlatformArgs args = PlatformArgs.builder(null, null, null)
                .custom(null, CustomServiceArgs.fromImage(null, null))
                .storage(new StorageArgs(Arrays.asList("docs", null), null))
                .build();

        assertThat(PlatformValidation.validate(args)).extracting(Problem::path).containsExactly(
                "nself:domain", "nself:tier", "nself:target", "nself:custom[0]", "nself:custom[1].name",
                "nself:custom[1]", "nself:storage.buckets[1]");
    }

    @Test
    void whatMayBeSecretIsNotPrinted() {
        var smtp = new SmtpArgs("mail.example.com", 465, "me", "do-not-show", "me@example.com", null);
        var github = new ProviderArgs("id", "do-not-show", Map.of("PRIVATE_KEY", "do-not-show"));
        PlatformArgs args = PlatformArgs.builder("nself.localhost", Tier.SINGLE, Target.LOCAL)
                .services(ServicesArgs.defaults().with(
                        PlatformService.HASURA, ServiceArgs.defaults().withEnvironment(Map.of("A", "do-not-show"))))
                .custom(CustomServiceArgs.fromImage("chat", "chat:1").withEnvironment(Map.of("B", "do-not-show")))
                .auth(new AuthArgs(null, null, null, null, smtp, null, null, null, Map.of("github", github)))
                .build();

        assertThat(args.toString()).contains("mail.example.com", "github").doesNotContain("do-not-show");
    }
}
