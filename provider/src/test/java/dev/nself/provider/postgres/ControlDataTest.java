package dev.nself.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlDataTest {

    /** Of a stopped server of version 17, shortened. */
    private static final String TEXT = """
            pg_control version number:            1700
            Database system identifier:           7576534098762318901
            Database cluster state:               shut down
            pg_control last modified:             Wed Nov 25 21:00:00 2026
            Latest checkpoint location:           1A/3000028
            Latest checkpoint's REDO location:    1A/3000028
            Latest checkpoint's TimeLineID:       2
            Min recovery ending loc's timeline:   0
            Minimum recovery ending location:     0/0
            """;

    @Test
    void tellsWhatAStoppedServerEndedWith() {
        ControlData control = ControlData.of(TEXT);

        assertThat(control.systemIdentifier()).isEqualTo("7576534098762318901");
        assertThat(control.state()).isEqualTo("shut down");
        assertThat(control.checkpoint()).isEqualTo(new Lsn(0x1A_0300_0028L)).hasToString("1A/3000028");
        assertThat(control.timeline()).isEqualTo(2);
        assertThat(control.minimumRecoveryEnd()).isEqualTo(Lsn.ZERO);
    }

    @Test
    void aStandbysTimelineIsTheOneItMustReach() {
        assertThat(ControlData.of(TEXT.replace("timeline:   0", "timeline:   3")).timeline()).isEqualTo(3);
    }

    @Test
    void nothingReadsAsNothing() {
        assertThat(ControlData.of("").systemIdentifier()).isEmpty();
        assertThat(ControlData.of("").checkpoint()).isEqualTo(Lsn.ZERO);
    }

    @Test
    void placesInTheLogAreUnsigned() {
        assertThat(Lsn.of("0/1").isBefore(Lsn.of("FFFFFFFF/FFFFFFFF"))).isTrue();
        assertThat(Lsn.of("1/0").minus(Lsn.of("0/FFFFFFFF"))).isEqualTo(1);
        assertThat(Lsn.of("1/0").isBefore(Lsn.of("1/0"))).isFalse();
    }

    @Test
    void aWayContainsWhatCameBeforeItsForksAndItsEnd() {
        Timelines way = Timelines.of(3, Lsn.of("0/5000"), "# comment\n\n1\t0/1000\tbefore\n2\t0/3000\tno recovery target\n");

        assertThat(way.contain(1, Lsn.of("0/FFF"))).isTrue();
        assertThat(way.contain(1, Lsn.of("0/1000"))).isFalse();
        assertThat(way.contain(2, Lsn.of("0/2FFF"))).isTrue();
        assertThat(way.contain(2, Lsn.of("0/3001"))).isFalse();
        assertThat(way.contain(3, Lsn.of("0/4FFF"))).isTrue();
        assertThat(way.contain(3, Lsn.of("0/5000"))).isFalse();
        assertThat(way.contain(4, Lsn.of("0/1"))).isFalse();
    }
}
