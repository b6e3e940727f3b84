package io.streamgauge.agent.output.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamgauge.agent.output.dashboards.Panel.Kind;
import io.streamgauge.agent.output.dashboards.Panel.Query;
import io.streamgauge.agent.output.dashboards.Panel.Step;

/** Writes a dashboard in Grafana's classic form, schema version 39: it imports unchanged into Grafana 10 and later. For one thread. */
final class DashboardJson {

    private static final int COLUMNS = 24;
    private static final int SCHEMA_VERSION = 39;

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final ArrayNode panels;
    private final ArrayNode variables;
    private final ArrayNode annotations;
    private int nextId = 1;
    private int nextX;
    private int nextY;
    private int lineHeight;

    DashboardJson(String uid, String title, String description) {
        annotations = root.putObject("annotations").putArray("list");
        root.put("description", description);
        root.put("editable", false);
        root.put("graphTooltip", 1);
        root.putNull("id");
        ObjectNode link = root.putArray("links").addObject();
        link.put("type", "dashboards").put("title", "Streamgauge").put("asDropdown", true);
        link.put("includeVars", true).put("keepTime", true).put("targetBlank", false);
        link.put("icon", "external link").put("tooltip", "").put("url", "");
        link.putArray("tags").add("streamgauge");
        panels = root.putArray("panels");
        root.put("refresh", "30s").put("schemaVersion", SCHEMA_VERSION);
        root.putArray("tags").add("flink").add("streamgauge");
        variables = root.putObject("templating").putArray("list");
        root.putObject("time").put("from", "now-3h").put("to", "now");
        root.putObject("timepicker");
        root.put("timezone", "browser").put("title", title).put("uid", uid).put("version", 1);
        root.put("weekStart", "");
        dataSourceVariable();
    }

    ObjectNode json() {
        return root;
    }

    private void dataSourceVariable() {
        ObjectNode variable = variables.addObject();
        variable.put("name", "datasource").put("label", "Data source").put("type", "datasource");
        variable.put("query", "prometheus").put("regex", "").put("refresh", 1).put("hide", 0);
        variable.put("includeAll", false).put("multi", false);
        variable.putObject("current");
        variable.putArray("options");
    }

    /** Values of a label of a metric, several or all of them at once. */
    DashboardJson variable(String name, String label, String metric, String of) {
        String query = "label_values(" + metric + ", " + of + ")";
        ObjectNode variable = variables.addObject();
        variable.put("name", name).put("label", label).put("type", "query");
        variable.set("datasource", dataSource());
        variable.put("definition", query);
        variable.putObject("query").put("query", query).put("refId", "Variable");
        variable.put("refresh", 2).put("sort", 1).put("regex", "").put("hide", 0);
        variable.put("includeAll", true).put("allValue", ".+").put("multi", true);
        ObjectNode current = variable.putObject("current");
        current.put("selected", true);
        current.putArray("text").add("All");
        current.putArray("value").add("$__all");
        variable.putArray("options");
        return this;
    }

    DashboardJson annotation(String name, String expression, String title, String color) {
        ObjectNode annotation = annotations.addObject();
        annotation.set("datasource", dataSource());
        annotation
                .put("enable", true)
                .put("hide", false)
                .put("iconColor", color)
                .put("name", name);
        annotation.put("expr", expression).put("titleFormat", title).put("step", "30s");
        return this;
    }

    DashboardJson row(String title) {
        endLine();
        ObjectNode row = panels.addObject();
        row.put("id", nextId++).put("type", "row").put("title", title).put("collapsed", false);
        position(row, 0, nextY, COLUMNS, 1);
        row.putArray("panels");
        nextY++;
        return this;
    }

    DashboardJson panel(Panel panel) {
        if (nextX + panel.width() > COLUMNS) {
            endLine();
        }
        ObjectNode json = panels.addObject();
        json.put("id", nextId++).put("type", panel.kind().text());
        json.put("title", panel.title()).put("description", panel.description());
        json.set("datasource", dataSource());
        position(json, nextX, nextY, panel.width(), panel.kind().height());
        nextX += panel.width();
        lineHeight = Math.max(lineHeight, panel.kind().height());
        if (panel.minInterval() != null) {
            json.put("interval", panel.minInterval());
        }
        fieldConfig(json.putObject("fieldConfig"), panel);
        options(json.putObject("options"), panel.kind());
        targets(json.putArray("targets"), panel);
        if (panel.kind() == Kind.TABLE) {
            transformations(json.putArray("transformations"));
        }
        return this;
    }

    private static void fieldConfig(ObjectNode config, Panel panel) {
        ObjectNode defaults = config.putObject("defaults");
        defaults.put("unit", panel.unit()).put("noValue", "no data");
        if (panel.kind() == Kind.TIME_SERIES) {
            ObjectNode custom = defaults.putObject("custom");
            custom.put("lineWidth", 1)
                    .put("fillOpacity", 0)
                    .put("showPoints", "never")
                    .put("spanNulls", false);
            custom.putObject("thresholdsStyle").put("mode", panel.steps().isEmpty() ? "off" : "dashed");
        }
        ObjectNode thresholds = defaults.putObject("thresholds").put("mode", "absolute");
        ArrayNode steps = thresholds.putArray("steps");
        if (panel.steps().isEmpty()) {
            steps.addObject().put("color", "blue").putNull("value");
        }
        for (Step step : panel.steps()) {
            steps.addObject().put("color", step.color()).put("value", step.from());
        }
        config.putArray("overrides");
    }

    private static void options(ObjectNode options, Kind kind) {
        switch (kind) {
            case STAT, STAT_OF_NAMES -> {
                options.put("colorMode", "value").put("graphMode", "none").put("justifyMode", "auto");
                options.put("orientation", "auto").put("textMode", kind == Kind.STAT_OF_NAMES ? "name" : "auto");
                ObjectNode reduce = options.putObject("reduceOptions");
                reduce.putArray("calcs").add("lastNotNull");
                reduce.put("fields", "").put("values", false);
            }
            case TIME_SERIES -> {
                ObjectNode legend = options.putObject("legend");
                legend.put("displayMode", "table").put("placement", "bottom").put("showLegend", true);
                legend.putArray("calcs").add("lastNotNull").add("max");
                options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
            }
            case TABLE -> options.put("showHeader", true).put("cellHeight", "sm");
        }
    }

    private void targets(ArrayNode targets, Panel panel) {
        char refId = 'A';
        for (Query query : panel.queries()) {
            ObjectNode target = targets.addObject();
            target.set("datasource", dataSource());
            target.put("refId", String.valueOf(refId++)).put("expr", query.expression());
            target.put("legendFormat", query.legend()).put("editorMode", "code");
            boolean instant = panel.kind() != Kind.TIME_SERIES;
            target.put("instant", instant).put("range", !instant);
            target.put("format", panel.kind() == Kind.TABLE ? "table" : "time_series");
        }
    }

    /** The findings' labels as columns. */
    private static void transformations(ArrayNode transformations) {
        ObjectNode organize = transformations.addObject().put("id", "organize");
        ObjectNode hidden = organize.putObject("options").putObject("excludeByName");
        hidden.put("Time", true).put("Value", true);
    }

    private static ObjectNode dataSource() {
        return JsonNodeFactory.instance.objectNode().put("type", "prometheus").put("uid", "${datasource}");
    }

    private static void position(ObjectNode panel, int x, int y, int width, int height) {
        panel.putObject("gridPos").put("h", height).put("w", width).put("x", x).put("y", y);
    }

    private void endLine() {
        nextX = 0;
        nextY += lineHeight;
        lineHeight = 0;
    }
}
