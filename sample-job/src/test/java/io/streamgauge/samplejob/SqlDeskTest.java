package io.streamgauge.samplejob;

import java.time.Instant;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SqlDeskTest {

    private static final ConfigOption<String> RETENTION =
            ConfigOptions.key("table.exec.state.ttl").stringType().defaultValue("");

    @ParameterizedTest
    @CsvSource({
        "JOIN,Join(joinType=[InnerJoin]",
        "AGGREGATE,GroupAggregate(groupBy=[conversation]",
        "DEDUPLICATION,Deduplicate(keep=[FirstRow]"
    })
    void plansWithTheOperatorWhoseStateGrows(SqlQuery query, String operator) {
        assertThat(tables("").explainSql(SqlDesk.insert(query))).contains(operator);
    }

    @Test
    void keepsStateForEverUnlessARetentionIsGiven() {
        assertThat(tables("").getConfig().get(RETENTION)).isEmpty();
        assertThat(tables("60s").getConfig().get(RETENTION)).isEqualTo("60s");
    }

    @Test
    void namesEachQueryInItsHelpAndWhenItRefusesOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlDesk.main(new String[] {"--query", "joint"}))
                .withMessage("--query: found \"joint\", expected one of join, aggregate, deduplication");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlDesk.main(new String[] {"--query"}))
                .withMessageContaining("--query: found no value");
    }

    @ParameterizedTest
    @EnumSource(SqlQuery.class)
    void helpTellsTheQueries(SqlQuery query) {
        assertThat(SqlDesk.help()).contains("--query " + query.option() + " ");
    }

    private static StreamTableEnvironment tables(String retention) {
        JobSettings settings = SupportDesk.settings(
                new String[] {"--job-name", "sql", "--checkpoint-dir", "file:///tmp/checkpoints"}, Instant.EPOCH);
        return SqlDesk.tables(new StreamExecutionEnvironment(new Configuration()), settings, retention);
    }
}
