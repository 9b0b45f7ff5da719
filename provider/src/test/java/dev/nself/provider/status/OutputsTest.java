package dev.nself.provider.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputsTest {

    @Test
    void serversOfOneEngineAreAskedOnce() {
        assertThat(Sample.outputs("""
                {"servers": {"app1": "", "db1": "", "lb1": "ssh://root@10.0.0.9"}}""").sites())
                .containsExactly(new Site("", List.of("app1", "db1")), new Site("ssh://root@10.0.0.9", List.of("lb1")));
    }

    @Test
    void stackThatNamesNoServersIsOnTheEngineOfTheEnvironment() {
        assertThat(Sample.outputs("{}").sites()).containsExactly(new Site("", List.of()));
        assertThat(Sample.outputs("").sites()).containsExactly(new Site("", List.of()));
    }

    @Test
    void urlsAreWhatPeopleOpen() {
        assertThat(Sample.outputs().urls()).containsOnlyKeys("apiUrl");
    }

    @Test
    void commandsReachTheEngineOfTheServer() {
        assertThat(new Site("", List.of()).command("volume rm a")).isEqualTo("docker volume rm a");
        assertThat(new Site("unix:///run/other.sock", List.of()).command("volume rm a"))
                .isEqualTo("docker -H unix:///run/other.sock volume rm a");
        assertThat(new Site("ssh://deploy@10.0.0.2:2222?identity=~/.ssh/key", List.of()).command("volume rm a"))
                .isEqualTo("ssh -i ~/.ssh/key -l deploy -p 2222 -- 10.0.0.2 docker volume rm a");
        assertThat(new Site("tcp://10.0.0.2:2376?certificates=certs/app1", List.of()).command("volume rm a"))
                .isEqualTo("DOCKER_CERT_PATH=certs/app1 docker --tlsverify -H tcp://10.0.0.2:2376 volume rm a");
    }

    @Test
    void keysAreNotShown() {
        assertThat(new Site("ssh://deploy@10.0.0.2?identity=~/.ssh/key", List.of()).host()).isEqualTo("ssh://deploy@10.0.0.2");
    }
}
