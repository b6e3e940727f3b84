package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.fact.SourceFacts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Processes and sources as the API shows them. */
final class ProcessJson {

    private ProcessJson() {}

    static JsonObject of(ProcessFacts process) {
        return new JsonObject()
                .put("id", process.id())
                .put("kind", process.kind().name().toLowerCase(Locale.ROOT).replace("_", ""))
                .put("host", process.host())
                .put("taskManagerId", process.tmId())
                .put("up", process.up())
                .put("since", process.since().toString())
                .put("residentBytes", process.residentBytes())
                .put("containerLimitBytes", process.containerLimitBytes())
                .put("containerUsageBytes", process.containerUsageBytes())
                .put("heapUsedBytes", process.heapUsedBytes())
                .put("directBytes", process.directBytes())
                .put("rocksDbBytes", process.rocksDbBytes())
                .put("disabledSwitches", new JsonArray(process.disabledSwitches()));
    }

    static JsonObject source(SourceFacts source) {
        return new JsonObject()
                .put("name", source.name())
                .put("lastSuccess", JobJson.text(source.lastSuccess()))
                .put("problem", source.problem())
                .put("errors", source.errors());
    }
}
