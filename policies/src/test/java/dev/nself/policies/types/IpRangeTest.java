package dev.nself.policies.types;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0, 32", "10.1.2.3, 32, 32", "255.255.255.255/31, 31, 32", "::/0, 0, 128", "2001:db8::1, 128, 128",
        "2001:DB8:0:0:0:0:0:1/64, 64, 128", "::ffff:0.0.0.0/96, 0, 32", "::ffff:10.0.0.0/104, 8, 32"})
    void readsBothFamilies(String text, int prefix, int bits) {
        assertThat(IpRange.of(text)).get().satisfies(range -> {
            assertThat(range.prefix()).isEqualTo(prefix);
            assertThat(range.bits()).isEqualTo(bits);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "any", "10.0.0.0/33", "::/129", "10.0.0/8", "256.0.0.1", "010.0.0.1", ":", ":::", "1::2::3", "fe80::1%eth0", "db.example.com/8"})
    void leavesWhatIsNoRange(String text) {
        assertThat(IpRange.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "10.0.0.0/8", "10.200.1.0/24", "172.16.0.0/12", "172.31.255.255", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.1", "169.254.169.254",
        "fd12:3456::/48", "fe80::/10", "::1"})
    void knowsWhatIsPrivate(String text) {
        assertThat(IpRange.of(text)).get().matches(IpRange::isPrivate);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0.0.0.0/0", "10.0.0.0/7", "172.16.0.0/11", "172.32.0.0/16", "192.169.0.0/16", "100.128.0.0/10", "8.8.8.8", "::/0", "::/1", "fc00::/6", "2001:db8::/32", "::2"})
    void knowsWhatIsPublic(String text) {
        assertThat(IpRange.of(text)).get().matches(range -> !range.isPrivate());
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.1.0.0/16, true", "10.1.0.0/16, 10.0.0.0/8, false", "10.0.0.0/8, 11.0.0.0/8, false", "0.0.0.0/0, ::1, false", "::/0, 2001:db8::/32, true"})
    void containsWhatSharesItsLeadingBits(String outer, String inner, boolean contained) {
        assertThat(IpRange.of(outer).orElseThrow().contains(IpRange.of(inner).orElseThrow())).isEqualTo(contained);
    }
}
