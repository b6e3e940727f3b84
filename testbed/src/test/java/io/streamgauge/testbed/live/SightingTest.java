package io.streamgauge.testbed.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.testbed.cases.StateName;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SightingTest {

    @Test
    void readsAFindingOfTheApi() throws Exception {
        Sighting sighting = read(
                """
                {"verdict": "suspect", "job": {"id": "1", "name": "never-cleared"}, "operator": {"name": "conversations"},
                 "state": "transcript", "cause": "never-cleared",
                 "causes": [{"cause": "never-cleared", "probability": 0.9}, {"cause": "dead-state", "probability": 0.1}],
                 "evidence": [{"text": "grows"}]}
                """);

        assertThat(sighting.job()).isEqualTo("never-cleared");
        assertThat(sighting.state()).isEqualTo(new StateName("conversations", "transcript"));
        assertThat(sighting.causes()).containsExactly("never-cleared", "dead-state");
        assertThat(sighting.isRaised()).isTrue();
        assertThat(sighting.isConfirmed()).isFalse();
        assertThat(sighting.words()).isEqualTo("grows");
    }

    @Test
    void takesTheCauseAloneWhereThereIsNoList() throws Exception {
        assertThat(read("{\"verdict\": \"confirmed\", \"cause\": \"dead-state\"}")
                        .causes())
                .containsExactly("dead-state");
        assertThat(read("{\"verdict\": \"watch\", \"cause\": null, \"operator\": null}")
                        .causes())
                .isEmpty();
    }

    @Test
    void leavesTheNumbersOfThePlannerOut() throws Exception {
        assertThat(read("{\"operator\": {\"name\": \"GroupAggregate[4]\"}, \"state\": \"accState\"}")
                        .state())
                .isEqualTo(new StateName("GroupAggregate", "accState"));
    }

    @Test
    void readsTheSizesOfOneJob() throws Exception {
        Sizes sizes = Sizes.of(
                "2",
                new ObjectMapper()
                        .readTree(
                                """
                                {"states": [
                                  {"job": {"id": "1"}, "operator": {"name": "a"}, "state": "s", "checkpoint": {"entries": 5, "bytes": 9}},
                                  {"job": {"id": "2"}, "operator": {"name": "a[7]"}, "state": "s", "checkpoint": {"entries": 6, "bytes": 10}},
                                  {"job": {"id": "2"}, "operator": {"name": "b"}, "state": "s", "checkpoint": null},
                                  {"job": {"id": "2"}, "operator": {"name": "c"}, "state": "s",
                                   "checkpoint": {"entries": null, "bytes": 2048}}]}
                                """));

        assertThat(sizes.sizes())
                .containsOnly(
                        Map.entry(new StateName("a", "s"), new Sizes.Size(6L, 10)),
                        Map.entry(new StateName("c", "s"), new Sizes.Size(null, 2048)));
        assertThat(new Sizes.Size(null, 2048).text()).isEqualTo("2.0 KiB");
    }

    private static Sighting read(String json) throws Exception {
        return Sighting.of(Duration.ZERO, new ObjectMapper().readTree(json));
    }
}
