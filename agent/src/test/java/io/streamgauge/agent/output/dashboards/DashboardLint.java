package io.streamgauge.agent.output.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of Grafana's dashboard linter, and what file provisioning and old and new Grafana versions ask for beyond them.
 * Pure.
 */
final class DashboardLint {

    private static final int COLUMNS = 24;
    private static final Set<String> PANEL_TYPES =
            Set.of("timeseries", "stat", "gauge", "bargauge", "table", "heatmap", "state-timeline", "text", "row");
    private static final Set<String> UNITS =
            Set.of("short", "s", "bytes", "percentunit", "rps", "ops", "Bps", "none", "dateTimeAsIso");
    private static final Pattern UID = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern RANGE = Pattern.compile("\\b(rate|irate|increase|deriv)\\([^\\[]*\\[([^\\]]*)]");
    private static final Pattern COUNTER = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*_total\\b");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\([a-z_]+(\\{.*})?, [a-z_]+\\)");

    private final JsonNode dashboard;
    private final List<String> problems = new ArrayList<>();

    private DashboardLint(JsonNode dashboard) {
        this.dashboard = dashboard;
    }

    static List<String> problems(JsonNode dashboard) {
        DashboardLint lint = new DashboardLint(dashboard);
        lint.whole();
        lint.variables();
        lint.layout();
        for (JsonNode panel : dashboard.path("panels")) {
            if (!panel.path("type").asText().equals("row")) {
                lint.panel(panel);
            }
        }
        return lint.problems;
    }

    private void whole() {
        expect(!dashboard.has("__inputs"), "__inputs: provisioned files never have them resolved");
        expect(dashboard.path("id").isNull(), "id: must be null");
        expect(UID.matcher(dashboard.path("uid").asText()).matches(), "uid: lower case, digits and -, at most 40");
        expect(dashboard.path("schemaVersion").asInt() == 39, "schemaVersion: must be 39");
        expect(
                dashboard.path("editable").isBoolean()
                        && !dashboard.path("editable").asBoolean(),
                "editable: must be false");
        expect(!dashboard.path("title").asText().isBlank(), "title: missing");
        expect(dashboard.path("tags").toString().contains("\"streamgauge\""), "tags: must have streamgauge");
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            dataSource("annotation " + annotation.path("name").asText(), annotation);
        }
    }

    private void variables() {
        Set<String> names = new HashSet<>();
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            String name = variable.path("name").asText();
            expect(names.add(name), "variable " + name + ": twice");
            expect(!variable.path("label").asText().isBlank(), "variable " + name + ": no label");
            if (variable.path("type").asText().equals("query")) {
                dataSource("variable " + name, variable);
                expect(variable.path("refresh").asInt() == 2, "variable " + name + ": refresh must be 2");
                expect(variable.path("multi").asBoolean(), "variable " + name + ": must allow several");
                expect(variable.path("allValue").asText().equals(".+"), "variable " + name + ": allValue must be .+");
                expect(
                        LABEL_VALUES
                                .matcher(variable.path("definition").asText())
                                .matches(),
                        "variable " + name + ": must be label_values(metric, label)");
            }
        }
        JsonNode first = dashboard.path("templating").path("list").path(0);
        expect(
                first.path("type").asText().equals("datasource")
                        && first.path("name").asText().equals("datasource")
                        && first.path("label").asText().equals("Data source"),
                "variable datasource: must be the first, with label Data source");
        expect(names.contains("job") && names.contains("instance"), "variables job and instance: missing");
    }

    private void layout() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            String where = where(panel);
            expect(ids.add(panel.path("id").asInt()), where + ": id used twice");
            expect(PANEL_TYPES.contains(panel.path("type").asText()), where + ": panel type is not in every Grafana");
            JsonNode at = panel.path("gridPos");
            int x = at.path("x").asInt(-1);
            int y = at.path("y").asInt(-1);
            int width = at.path("w").asInt();
            int height = at.path("h").asInt();
            expect(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= COLUMNS, where + ": outside the grid");
            for (int column = x; column < x + width; column++) {
                for (int line = y; line < y + height; line++) {
                    expect(cells.add(column + "," + line), where + ": overlaps another at " + column + "," + line);
                }
            }
        }
    }

    private void panel(JsonNode panel) {
        String where = where(panel);
        expect(!panel.path("title").asText().isBlank(), where + ": no title");
        expect(!panel.path("description").asText().isBlank(), where + ": no description");
        expect(
                UNITS.contains(
                        panel.path("fieldConfig").path("defaults").path("unit").asText()),
                where + ": unit missing or unknown");
        expect(
                !panel.path("fieldConfig")
                        .path("defaults")
                        .path("noValue")
                        .asText()
                        .isBlank(),
                where + ": no text for no value");
        dataSource(where, panel);
        expect(!panel.path("targets").isEmpty(), where + ": no targets");
        for (JsonNode target : panel.path("targets")) {
            dataSource(where, target);
            target(where + " " + target.path("refId").asText(), target);
        }
    }

    private void target(String where, JsonNode target) {
        String expression = target.path("expr").asText();
        for (String selector : ShippedQueries.selectors(expression)) {
            expect(selector.contains("job=~\"$job\""), where + ": " + selector + " without job=~\"$job\"");
            expect(
                    selector.contains("instance=~\"$instance\""),
                    where + ": " + selector + " without instance=~\"$instance\"");
        }
        boolean instant = target.path("instant").asBoolean();
        Matcher ranges = RANGE.matcher(expression);
        while (ranges.find()) {
            expect(
                    ranges.group(2).equals(instant ? "$__range" : "$__rate_interval"),
                    where + ": window " + ranges.group(2) + " of " + ranges.group(1));
        }
        Matcher counters = COUNTER.matcher(expression);
        while (counters.find()) {
            String before = expression.substring(0, counters.start());
            expect(
                    before.endsWith("rate(") || before.endsWith("increase("),
                    where + ": counter " + counters.group() + " without rate or increase");
        }
    }

    private void dataSource(String where, JsonNode node) {
        JsonNode source = node.path("datasource");
        expect(
                source.path("type").asText().equals("prometheus")
                        && source.path("uid").asText().equals("${datasource}"),
                where + ": data source must be the variable");
    }

    private static String where(JsonNode panel) {
        return "panel " + panel.path("id").asInt() + " \"" + panel.path("title").asText() + "\"";
    }

    private void expect(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
