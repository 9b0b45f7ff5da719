package dev.nself.provider.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostFactsTest {

    /** As Linux prints them: SSH everywhere, a database on 10.0.0.11, a resolver on 127.0.0.53, an open connection. */
    private static final String TEXT = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1974029 1
               1: 0B00000A:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1974030 1
               2: 3500007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1974031 1
               3: 0B00000A:BEEF 0C00000A:0016 01 00000000:00000000 00:00000000 00000000     0        0 1974032 1
            Main:
              +-- 0.0.0.0/0 3 0 5
                    |-- 10.0.0.0
                       /24 link UNICAST
                    |-- 10.0.0.11
                       /32 host LOCAL
                 |-- 10.0.0.255
                    /32 link BROADCAST
                    |-- 127.0.0.0
                       /8 host LOCAL
                    |-- 127.0.0.1
                       /32 host LOCAL
              sl  local_address                         remote_address                        st tx_queue rx_queue
               0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000
               1: 000012FD00000000000000000B000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000
            00000000000000000000000000000001 01 80 10 80       lo
            fd12000000000000000000000000000b 02 40 00 82     eth0
            fe80000000000000ec4d1efffebb8fe8 02 40 20 80     eth0
            Filesystem     1024-blocks     Used Available Capacity Mounted on
            overlay           20971520 10485760   9437184      53% /
            """;

    private static final HostFacts HOST = HostFacts.parse(TEXT);

    @Test
    void the_servers_own_addresses_are_those_of_its_interfaces() {
        assertThat(HOST.addressesInWords()).isEqualTo("10.0.0.11, fd12:0:0:0:0:0:0:b");
        assertThat(HOST.addresses()).doesNotContain(HostFacts.parseAddress("10.0.0.255"));
    }

    @Test
    void a_program_on_every_address_is_on_each_of_them() {
        assertThat(listens("10.0.0.11", 22)).isTrue();
        assertThat(listens("10.0.0.11", 443)).as("IPv6's every address takes IPv4 too").isTrue();
    }

    @Test
    void a_program_on_one_address_is_on_no_other() {
        assertThat(listens("10.0.0.11", 5432)).isTrue();
        assertThat(listens("10.0.0.12", 5432)).isFalse();
        assertThat(listens("fd12::b", 8080)).isTrue();
        assertThat(listens("fd12::c", 8080)).isFalse();
    }

    @Test
    void where_no_address_is_asked_for_all_but_the_loopback_ones_count() {
        assertThat(HOST.listens(null, 5432)).isTrue();
        assertThat(HOST.listens(null, 53)).isFalse();
    }

    @Test
    void a_connection_is_no_listener() {
        assertThat(listens("10.0.0.11", 0xBEEF)).isFalse();
    }

    @Test
    void the_disk_is_told_in_mebibytes() {
        assertThat(HOST.diskMiB()).isEqualTo(20 * 1024);
        assertThat(HOST.freeMiB()).isEqualTo(9 * 1024);
    }

    private static boolean listens(String address, int port) {
        return HOST.listens(HostFacts.parseAddress(address), port);
    }
}
