package io.streamgauge.agent.replay;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.output.web.FindingJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The result as JSON; findings look as they do in the API. */
final class ReplayJson {

    private ReplayJson() {}

    static JsonObject of(Replay replay) {
        JsonArray changes = new JsonArray();
        for (Change change : replay.changes()) {
            changes.add(new JsonObject()
                    .put("at", change.at().toString())
                    .put("ended", change.ended())
                    .put("finding", FindingJson.of(change.finding())));
        }
        JsonArray findings = new JsonArray();
        for (Finding finding : replay.findings()) {
            findings.add(FindingJson.of(finding));
        }
        return new JsonObject()
                .put("observations", replay.observations())
                .put("jobs", replay.jobCount())
                .put("from", String.valueOf(replay.first()))
                .put("to", String.valueOf(replay.last()))
                .put("changes", changes)
                .put("findings", findings);
    }
}
