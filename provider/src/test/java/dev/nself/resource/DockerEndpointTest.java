package dev.nself.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEndpointTest {

    private static final String HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL/x+w==";

    @ParameterizedTest
    @ValueSource(strings = {
        "", "unix:///var/run/docker.sock", "ssh://deploy@203.0.113.5", "ssh://app1", "ssh://deploy@[2001:db8::1]:2222",
        "tcp://203.0.113.5:2376", "ssh://deploy@app-1.example.com:22?identity=~/.ssh/a%20key",
        "ssh://deploy@203.0.113.5?hostKey=ssh-ed25519%20AAAA/%2B%3D%3D",
        "tcp://203.0.113.5:2376?certificates=certs/app1"
    })
    void the_string_stays_as_it_is_when_read_and_written(String text) {
        assertThat(DockerEndpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "203.0.113.5", "http://203.0.113.5", "unix://run/docker.sock", "ssh://-oProxyCommand=x", "ssh://-l@203.0.113.5",
        "tcp://203.0.113.5", "ssh://203.0.113.5:0", "ssh://203.0.113.5/path", "ssh://deploy@203.0.113.5?", "ssh://a b",
        "ssh://deploy:password@203.0.113.5", "unix:///a?identity=b", "tcp://203.0.113.5:2376?hostKey=a",
        "ssh://203.0.113.5?certificates=a",
        "ssh://203.0.113.5?identity", "ssh://203.0.113.5?identity=",
        "ssh://203.0.113.5?identity=a%0Ab", "ssh://203.0.113.5?identity=a&",
        "ssh://203.0.113.5?identity=%zz", "?identity=a", "ssh://203.0.113.5?port=22"
    })
    void other_strings_are_refused(String text) {
        assertThatThrownBy(() -> DockerEndpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void values_survive_whatever_they_hold() {
        DockerEndpoint endpoint =
                DockerEndpoint.of("ssh://deploy@203.0.113.5").withIdentity("~/a&b=c d?+%").withHostKey(HOST_KEY);

        assertThat(DockerEndpoint.parse(endpoint.toString())).isEqualTo(endpoint);
    }

    @Test
    void a_pinned_key_is_the_only_one_that_ssh_accepts() {
        assertThat(DockerEndpoint.of("ssh://deploy@203.0.113.5").withHostKey(HOST_KEY).sshOptions()).contains(
                "StrictHostKeyChecking=yes",
                "UserKnownHostsFile=/dev/null",
                "GlobalKnownHostsFile=/dev/null",
                "KnownHostsCommand=/usr/bin/env echo %H " + HOST_KEY);
    }

    @Test
    void without_a_pinned_key_the_users_own_known_hosts_count() {
        assertThat(DockerEndpoint.of("ssh://deploy@203.0.113.5").sshOptions())
                .contains("StrictHostKeyChecking=yes", "BatchMode=yes")
                .noneMatch(option -> option.contains("KnownHosts"));
    }

    @Test
    void a_key_file_is_the_only_key_that_is_offered() {
        assertThat(DockerEndpoint.of("ssh://deploy@203.0.113.5").withIdentity("~/.ssh/id").sshOptions())
                .containsSequence("-o", "IdentitiesOnly=yes", "-i", "~/.ssh/id");
    }

    @Test
    void ssh_gets_the_parts_of_the_address_as_words() {
        assertThat(DockerEndpoint.of("ssh://deploy@[2001:db8::1]:2222").sshDestination())
                .containsExactly("-l", "deploy", "-p", "2222", "--", "2001:db8::1");
        assertThat(DockerEndpoint.of("ssh://app_1").sshDestination()).containsExactly("--", "app_1");
    }

    @Test
    void the_docker_providers_options_are_the_same_in_every_home() {
        DockerEndpoint endpoint = DockerEndpoint.of("ssh://deploy@203.0.113.5").withIdentity("~/.ssh/id");

        assertThat(endpoint.dockerProviderSshOptions())
                .contains("ControlPath=~/.ssh/nself-" + endpoint.fingerprint())
                .noneMatch(option -> option.contains(System.getProperty("user.home")));
    }

    @Test
    void no_connection_is_shared_by_engines_with_other_keys() {
        DockerEndpoint endpoint = DockerEndpoint.of("ssh://deploy@203.0.113.5");

        assertThat(endpoint.withHostKey(HOST_KEY).fingerprint()).isNotEqualTo(endpoint.fingerprint());
        assertThat(endpoint.withIdentity("id").fingerprint()).isNotEqualTo(endpoint.fingerprint());
    }

    @Test
    void other_engines_need_no_ssh() {
        assertThat(DockerEndpoint.of("unix:///var/run/docker.sock").sshOptions()).isEmpty();
        assertThat(DockerEndpoint.of("tcp://203.0.113.5:2376").withCertificates("~/certs").certificatesFolder())
                .contains(System.getProperty("user.home") + "/certs");
    }
}
