package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Forecast;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A finding as the API promises it: this shape is a contract, so it is written out and not derived from the record. */
public final class FindingJson {

    private FindingJson() {}

    public static JsonObject of(Finding finding) {
        JsonArray causes = new JsonArray();
        finding.causes()
                .forEach(share -> causes.add(
                        new JsonObject().put("cause", share.cause().text()).put("probability", share.probability())));
        JsonArray evidence = new JsonArray();
        finding.evidence()
                .forEach(item -> evidence.add(new JsonObject()
                        .put("text", item.text())
                        .put("value", item.value())
                        .put("unit", item.unit())));
        return new JsonObject()
                .put("id", finding.id())
                .put("kind", finding.kind())
                .put("verdict", finding.verdict().text())
                .put("job", job(finding.job()))
                .put("operator", operator(finding.operator()))
                .put("state", finding.state())
                .put("cause", finding.cause() == null ? null : finding.cause().text())
                .put("causes", causes)
                .put("since", finding.since().toString())
                .put("evidence", evidence)
                .put("forecast", forecast(finding.forecast()))
                .put("fix", finding.fix())
                .put("notAssessed", new JsonArray(finding.notAssessed()));
    }

    static JsonObject job(JobRef job) {
        return new JsonObject().put("id", job.id()).put("name", job.name());
    }

    static @Nullable JsonObject operator(@Nullable OperatorRef operator) {
        return operator == null
                ? null
                : new JsonObject()
                        .put("id", operator.id())
                        .put("uid", operator.uid())
                        .put("name", operator.name());
    }

    private static @Nullable JsonObject forecast(@Nullable Forecast forecast) {
        return forecast == null
                ? null
                : new JsonObject()
                        .put("limit", forecast.limit())
                        .put("p10", forecast.p10().toString())
                        .put("p50", forecast.p50().toString())
                        .put("p90", forecast.p90().toString());
    }
}
