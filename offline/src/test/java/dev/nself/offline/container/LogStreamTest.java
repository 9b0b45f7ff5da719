package dev.nself.offline.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogStreamTest {

    @Test
    void takesTheHeadersOffTheFrames() {
        byte[] stream = {1, 0, 0, 0, 0, 0, 0, 2, 'h', '\n', 2, 0, 0, 0, 0, 0, 0, 1, '!'};
        assertThat(LogStream.framed(stream)).isEqualTo("h\n!");
    }

    @Test
    void keepsWhatIsThereOfABrokenFrame() {
        assertThat(LogStream.framed(new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'h'})).isEqualTo("h");
    }
}
