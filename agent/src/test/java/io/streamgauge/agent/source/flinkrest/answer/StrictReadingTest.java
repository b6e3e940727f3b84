package io.streamgauge.agent.source.flinkrest.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.agent.fact.CheckpointRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StrictReadingTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {"\"NaN\"", "\"7\"", "null", "true", "[7]", "{}", "7.5", "-1", "1e400", "99999999999999999999"})
    void whatIsNoCountIsAbsent(String value) {
        assertThat(Json.countAt(json("{\"a\":" + value + "}"), "a")).isNull();
        assertThat(Json.smallCountAt(json("{\"a\":" + value + "}"), "a")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"NaN\"", "null", "1e400", "-0.1", "1.1"})
    void whatIsNoShareIsAbsent(String value) {
        assertThat(Json.ratioAt(json("{\"a\":" + value + "}"), "a")).isNull();
    }

    @Test
    void aNaNBusyRatioOfALegacySourceIsAbsentAndTheRestIsThere() {
        RestBackpressure read = JobAnswers.backpressure(json("{\"status\":\"ok\",\"subtasks\":["
                + "{\"subtask\":0,\"ratio\":0.5,\"idleRatio\":0.25,\"busyRatio\":\"NaN\"}],\"news\":{}}"));
        assertThat(read.subtasks()).containsExactly(new RestBackpressure.Subtask(0, 0.5, 0.25, null));
    }

    @Test
    void nanStringsAmongACheckpointsNumbersAreAbsentAndTheRestIsThere() {
        CheckpointAnswers.History history = CheckpointAnswers.history(json("{\"history\":[{\"id\":3,"
                + "\"status\":\"COMPLETED\",\"trigger_timestamp\":1000,\"end_to_end_duration\":20,"
                + "\"state_size\":\"NaN\",\"checkpointed_size\":5,\"processed_data\":\"NaN\"}],"
                + "\"counts\":{\"completed\":\"NaN\"}}"));
        CheckpointRecord checkpoint = history.ended().get(0);
        assertThat(checkpoint.fullBytes()).isNull();
        assertThat(checkpoint.incrementalBytes()).isEqualTo(5);
        assertThat(checkpoint.processedInFlightBytes()).isNull();
        assertThat(checkpoint.persistedInFlightBytes()).isNull();
        assertThat(checkpoint.unaligned()).isNull();
        assertThat(history.checkpoints().counts().completed()).isNull();
    }

    @Test
    void anEntryThatCannotBeTakenApartIsLeftOutAndTheOthersAreThere() {
        CheckpointAnswers.History history = CheckpointAnswers.history(json("{\"history\":[{\"id\":\"3\"},7,null,"
                + "{\"id\":4,\"status\":\"COMPLETED\"},"
                + "{\"id\":5,\"status\":\"FAILED\",\"trigger_timestamp\":1000,\"end_to_end_duration\":20},"
                + "{\"id\":6,\"status\":\"IN_PROGRESS\",\"trigger_timestamp\":2000,\"num_subtasks\":4},"
                + "{\"id\":7,\"status\":\"SOMETHING_NEW\",\"trigger_timestamp\":1000,\"end_to_end_duration\":20}]}"));
        assertThat(history.ended()).extracting(CheckpointRecord::id).containsExactly(5L);
        assertThat(history.ended().get(0).failure()).isEqualTo("Flink gives no reason");
        assertThat(history.checkpoints().running())
                .extracting(RestCheckpoints.Running::id)
                .containsExactly(6L);
    }

    @Test
    void onlyARealIdGetsIntoAPath() {
        assertThat(ClusterAnswers.jobs(json("{\"jobs\":["
                        + "{\"jid\":\"../../x\",\"name\":\"a\",\"state\":\"RUNNING\"},"
                        + "{\"jid\":\"" + ID + "\",\"name\":\"b\",\"state\":\"RUNNING\"}]}")))
                .extracting(job -> job.job().name())
                .containsExactly("b");
    }

    @Test
    void anAnswerOfAnotherShapeIsAnError() {
        assertThatThrownBy(() -> ClusterAnswers.jobs(json("{\"jobs\":{}}")))
                .isInstanceOf(RestError.class)
                .hasMessage("answer: field \"jobs\": expected an array, found object");
        assertThatThrownBy(() -> FlinkIntervals.of(json("{}"))).isInstanceOf(RestError.class);
    }

    @Test
    void onDemandCheckpointingHasNoInterval() {
        assertThat(CheckpointAnswers.settings(json("{\"interval\":9223372036854775807}"))
                        .interval())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"500 ms,PT0.5S", "3s,PT3S", "3000,PT3S", "PT10S,PT10S", "2 min,PT2M", "1 d,PT24H", "0,PT0S"})
    void readsFlinksNotationOfDurations(String text, Duration expected) {
        assertThat(FlinkIntervals.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "3 fortnights", "PTX", "99999999999999999999 d", "-3s"})
    void whatIsNoDurationIsAbsent(String text) {
        assertThat(FlinkIntervals.parse(text)).isNull();
    }

    @Test
    void configuredIntervalsCount() {
        FlinkIntervals read = FlinkIntervals.of(json("[{\"key\":\"web.refresh-interval\",\"value\":\"500 ms\"},"
                + "{\"key\":\"rest.cache.checkpoint-statistics.timeout\",\"value\":\"7s\"},"
                + "{\"key\":\"metrics.fetcher.update-interval\",\"value\":\"nonsense\"}]"));
        assertThat(read.graph()).isEqualTo(Duration.ofMillis(500));
        assertThat(read.checkpoints()).isEqualTo(Duration.ofSeconds(7));
        assertThat(read.metrics()).isEqualTo(FlinkIntervals.DEFAULT.metrics());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
