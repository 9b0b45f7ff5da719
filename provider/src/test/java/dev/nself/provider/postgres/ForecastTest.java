package dev.nself.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nself.provider.exec.Container;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Place APP = place("app1");
    private static final Place DB = place("db1");

    @Test
    void tells_what_stays_what_is_new_and_how_long_it_takes() {
        assertThat(new Forecast(APP, DB, false, 10L << 30, 1L << 30, true).lines()).containsExactly(
                "data: PostgreSQL moves from app1 to db1",
                "data: volume app1-data stays on app1, with the data as they are when they move",
                "data: volume db1-data on db1 is new",
                "data: 10.0 GiB to copy, about 3 min while everything goes on; db1 needs 13.0 GiB of free disk",
                "data: then writes wait for about a second, and no statement fails");
    }

    @Test
    void tells_of_data_of_an_earlier_time() {
        assertThat(new Forecast(DB, APP, true, 40L << 20, 0, true).lines()).contains(
                "data: volume app1-data on app1 holds data of an earlier time: made anew once they are proven to be in the"
                        + " running ones",
                "data: 40 MiB to copy, some seconds while everything goes on; app1 needs 48 MiB of free disk");
    }

    @Test
    void says_what_nobody_could_tell_and_that_clients_see_the_pause_without_a_pooler() {
        assertThat(new Forecast(APP, DB, false, -1, 0, false).lines()).contains(
                "data: how much there is to copy cannot be told, app1 could not be asked",
                "data: then writes fail for about a second, since no pooler holds clients back");
    }

    private static Place place(String name) {
        return new Place(name, new Container("", name + "-postgres"), name + "-data", name, 5432);
    }
}
