package io.streamgauge.agent.metric;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetricCatalogTest {

    @Test
    void namesFollowPrometheus() {
        for (MetricDefinition metric : Catalog.all()) {
            assertThat(metric.name()).matches("streamgauge(_[a-z]+)+");
            assertThat(metric.name().endsWith("_total"))
                    .as(metric.name())
                    .isEqualTo(metric.type() == MetricType.COUNTER);
            assertThat(metric.name()).doesNotContain("millis").doesNotContain("percent");
            assertThat(metric.help()).endsWith(".").doesNotContain("\n").doesNotContain("|");
            assertThat(metric.labels()).doesNotHaveDuplicates().allMatch(label -> label.matches("[a-z_]+"));
        }
        assertThat(Catalog.all()).extracting(MetricDefinition::name).doesNotHaveDuplicates();
    }

    @Test
    void whatIsOfAJobSaysWhichByIdAndName() {
        assertThat(Catalog.all())
                .filteredOn(metric -> metric.labels().contains("job_id"))
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        metric -> assertThat(metric.labels().subList(0, 2)).isEqualTo(List.of("job_id", "job_name")));
    }
}
