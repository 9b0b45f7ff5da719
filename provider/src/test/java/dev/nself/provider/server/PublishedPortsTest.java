package dev.nself.provider.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishedPortsTest {

    private static final PublishedPorts PORTS = PublishedPorts.parse("""
            shop-app1-proxy\tshop\t0.0.0.0:80->80/tcp, 10.0.0.11:443->8443/tcp, :::80->80/tcp
            by-hand\t\t0.0.0.0:8000-8002->8000-8002/tcp, 9000/tcp, 0.0.0.0:53->53/udp
            """);

    @Test
    void a_published_port_has_its_container() {
        assertThat(name(443)).isEqualTo("shop-app1-proxy");
        assertThat(name(80)).isEqualTo("shop-app1-proxy");
    }

    @Test
    void ports_of_a_range_are_published_too() {
        assertThat(name(8001)).isEqualTo("by-hand");
    }

    @Test
    void ports_inside_and_those_of_udp_are_not() {
        assertThat(PORTS.publisher(8443)).isEmpty();
        assertThat(PORTS.publisher(9000)).isEmpty();
        assertThat(PORTS.publisher(8003)).isEmpty();
        assertThat(PORTS.publisher(53)).isEmpty();
    }

    @Test
    void a_server_carries_the_stacks_that_labels_name() {
        assertThat(PORTS.carries("shop")).isTrue();
        assertThat(PORTS.carries("blog")).isFalse();
    }

    private static String name(int port) {
        return PORTS.publisher(port).orElseThrow().name();
    }
}
