package io.streamgauge.agent.output.dashboards;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class DashboardTest {

    private static final Path FILE = ShippedQueries.DASHBOARDS.resolve(JobDashboard.UID + ".json");

    /** -Dstreamgauge.write-dashboards=true writes it anew. */
    @Test
    void theCommittedFileIsWhatTheGeneratorMakes() throws Exception {
        String generated = text(JobDashboard.json());
        if (Boolean.getBoolean("streamgauge.write-dashboards")) {
            Files.writeString(FILE, generated);
        }
        assertThat(Files.readString(FILE)).isEqualTo(generated);
    }

    @TestFactory
    Stream<DynamicTest> everyDashboardKeepsTheRules() {
        return ShippedQueries.dashboards().entrySet().stream()
                .map(dashboard -> DynamicTest.dynamicTest(dashboard.getKey(), () -> {
                    assertThat(DashboardLint.problems(dashboard.getValue())).isEmpty();
                    assertThat(dashboard.getValue().path("uid").asText()).isEqualTo(dashboard.getKey());
                }));
    }

    /** A rule that nothing can break proves nothing. */
    @TestFactory
    Stream<DynamicTest> everyRuleFindsItsViolation() {
        return Stream.of(
                breaks("__inputs", root -> root.putArray("__inputs")),
                breaks("id: must be null", root -> root.put("id", 1)),
                breaks("uid", root -> root.put("uid", "Streamgauge_Job")),
                breaks("schemaVersion", root -> root.put("schemaVersion", 42)),
                breaks("editable", root -> root.put("editable", true)),
                breaks("tags", root -> root.putArray("tags")),
                breaks("title: missing", root -> root.put("title", "")),
                breaks("annotation", root -> object(root, "/annotations/list/0").remove("datasource")),
                breaks("must be the first", root -> object(root, "/templating/list/0")
                        .put("label", "Source")),
                breaks("refresh must be 2", root -> object(root, "/templating/list/1")
                        .put("refresh", 1)),
                breaks("allValue", root -> object(root, "/templating/list/1").put("allValue", ".*")),
                breaks("must allow several", root -> object(root, "/templating/list/1")
                        .put("multi", false)),
                breaks("label_values", root -> object(root, "/templating/list/1")
                        .put("definition", "label_values(job)")),
                breaks("no label", root -> object(root, "/templating/list/1").put("label", "")),
                breaks(": twice", root -> object(root, "/templating/list/2").put("name", "job")),
                breaks("id used twice", root -> object(root, "/panels/1").put("id", 1)),
                breaks("not in every Grafana", root -> object(root, "/panels/1").put("type", "graph")),
                breaks("outside the grid", root -> object(root, "/panels/1/gridPos")
                        .put("w", 25)),
                breaks("overlaps", root -> object(root, "/panels/2/gridPos").put("x", 0)),
                breaks("no title", root -> object(root, "/panels/1").put("title", "")),
                breaks("no description", root -> object(root, "/panels/1").remove("description")),
                breaks("unit missing", root -> object(root, "/panels/1/fieldConfig/defaults")
                        .put("unit", "seconds")),
                breaks("no text for no value", root -> object(root, "/panels/1/fieldConfig/defaults")
                        .remove("noValue")),
                breaks("data source must be", root -> object(root, "/panels/1/datasource")
                        .put("uid", "abc")),
                breaks("no targets", root -> object(root, "/panels/1").putArray("targets")),
                breaks("without job", root -> object(root, "/panels/1/targets/0")
                        .put("expr", "streamgauge_finding{instance=~\"$instance\"}")),
                breaks("without instance", root -> object(root, "/panels/1/targets/0")
                        .put("expr", "streamgauge_finding{job=~\"$job\"}")),
                breaks("window 5m", root -> object(root, "/panels/1/targets/0").put("expr", "rate(up[5m])")),
                breaks("without rate", root -> object(root, "/panels/1/targets/0")
                        .put("expr", "sum(a_total)")));
    }

    private static DynamicTest breaks(String problem, Consumer<ObjectNode> damage) {
        return DynamicTest.dynamicTest(problem, () -> {
            ObjectNode dashboard = JobDashboard.json();
            damage.accept(dashboard);
            assertThat(DashboardLint.problems(dashboard)).anyMatch(found -> found.contains(problem));
        });
    }

    private static ObjectNode object(JsonNode root, String pointer) {
        return (ObjectNode) root.at(pointer);
    }

    private static String text(JsonNode json) throws Exception {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        return new ObjectMapper().writer(printer).writeValueAsString(json) + "\n";
    }
}
