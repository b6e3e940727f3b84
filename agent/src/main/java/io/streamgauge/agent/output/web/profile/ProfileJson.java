package io.streamgauge.agent.output.web.profile;

import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.service.Taken;
import io.streamgauge.agent.profile.store.ProfileDescription;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A profile as the API promises it: this shape is a contract, so it is written out. */
final class ProfileJson {

    private ProfileJson() {}

    static JsonObject of(Taken taken) {
        ProfileDescription description = taken.description();
        JsonObject json = new JsonObject()
                .put("id", description.id())
                .put("process", process(description.process(), null))
                .put("mode", description.mode().text())
                .put("state", taken.state().text())
                .put("from", description.from().toString())
                .put("to", description.to().toString())
                .put("engine", description.engine().isEmpty() ? null : description.engine())
                .put("notSeen", new JsonArray(description.notSeen()))
                .put("continuous", description.continuous())
                .put("askedBy", description.askedBy());
        ProfileRefusedException failure = taken.failure();
        if (failure != null) {
            json.put(
                    "error",
                    new JsonObject()
                            .put("reason", ApiProblemException.text(failure.reason()))
                            .put("message", ApiProblemException.message(failure)));
        }
        return json;
    }

    /** @param running the profile that is being taken of it */
    static JsonObject process(ProcessRef process, @Nullable Taken running) {
        JsonObject json = new JsonObject()
                .put("id", process.id())
                .put("kind", process.kind().name().toLowerCase(Locale.ROOT).replace("_", ""))
                .put("host", process.host());
        if (running != null) {
            json.put("heldBy", running.description().askedBy())
                    .put("until", running.description().to().toString());
        }
        return json;
    }
}
