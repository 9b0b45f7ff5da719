package dev.nself.provider.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RedisViewTest {

    @Test
    void ofAMaster() {
        assertThat(RedisView.of("""
                # Replication\r
                role:master\r
                connected_slaves:1\r
                slave0:ip=10.0.0.2,port=6379,state=online,offset=14,lag=1\r
                master_failover_state:waiting-for-sync\r
                master_repl_offset:14\r
                \r
                # Keyspace\r
                db0:keys=3,expires=0,avg_ttl=0,subexpiry=0\r
                db7:keys=20,expires=0,avg_ttl=0,subexpiry=0\r
                """)).isEqualTo(new RedisView(true, "", 0, false, 14, true, 23));
    }

    @Test
    void ofOneThatFollows() {
        assertThat(RedisView.of("""
                role:slave
                master_host:10.0.0.1
                master_port:6379
                master_link_status:up
                master_sync_in_progress:0
                slave_read_repl_offset:30
                slave_repl_offset:28
                master_failover_state:no-failover
                master_repl_offset:30
                """)).isEqualTo(new RedisView(false, "10.0.0.1", 6379, true, 28, false, 0));
    }

    @Test
    void anAnswerWithoutARoleIsPassedOn() {
        assertThatThrownBy(() -> RedisView.of("NOAUTH Authentication required.\n"))
                .isInstanceOf(RedisView.NotReady.class)
                .hasMessage("NOAUTH Authentication required.");
    }
}
