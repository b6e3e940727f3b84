package io.streamgauge.agent.output.alertmanager.episode;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Episodes as bytes for {@link EpisodeMemory}: JSON with a version, so that another release can tell what it holds. */
public final class EpisodeCodec {

    private static final int VERSION = 1;

    private EpisodeCodec() {}

    public static byte[] encode(Collection<AlertState> states) {
        JsonArray episodes = new JsonArray();
        for (AlertState state : states) {
            JsonObject episode = new JsonObject()
                    .put("labels", json(state.content().labels()))
                    .put("annotations", json(state.content().annotations()))
                    .put("generatorUrl", state.content().generatorUrl())
                    .put("startsAt", state.startsAt().toString())
                    .put("sentAt", state.sentAt().toString());
            if (state instanceof AlertState.Resolved resolved) {
                episode.put("endsAt", resolved.endsAt().toString());
            }
            episodes.add(episode);
        }
        return new JsonObject()
                .put("version", VERSION)
                .put("episodes", episodes)
                .toBuffer()
                .getBytes();
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws IllegalArgumentException where the bytes are something else
     */
    public static List<AlertState> decode(byte[] bytes) {
        try {
            JsonObject document = new JsonObject(Buffer.buffer(bytes));
            Integer version = document.getInteger("version");
            if (version == null || version != VERSION) {
                throw new IllegalArgumentException("remembered alert episodes: expected version " + VERSION + ", found "
                        + version + "; they start anew");
            }
            List<AlertState> states = new ArrayList<>();
            for (Object episode : document.getJsonArray("episodes")) {
                states.add(state((JsonObject) episode));
            }
            return states;
        } catch (RuntimeException e) {
            if (e instanceof IllegalArgumentException) {
                throw e;
            }
            throw new IllegalArgumentException("remembered alert episodes: cannot be read, they start anew", e);
        }
    }

    private static AlertState state(JsonObject episode) {
        AlertContent content = new AlertContent(
                map(episode.getJsonObject("labels")),
                map(episode.getJsonObject("annotations")),
                episode.getString("generatorUrl"));
        Instant startsAt = Instant.parse(episode.getString("startsAt"));
        Instant sentAt = Instant.parse(episode.getString("sentAt"));
        String endsAt = episode.getString("endsAt");
        return endsAt == null
                ? new AlertState.Firing(content, startsAt, sentAt)
                : new AlertState.Resolved(content, startsAt, Instant.parse(endsAt), sentAt);
    }

    public static JsonObject json(Map<String, String> map) {
        JsonObject object = new JsonObject();
        map.forEach(object::put);
        return object;
    }

    private static SortedMap<String, String> map(JsonObject object) {
        SortedMap<String, String> map = new TreeMap<>();
        for (String name : object.fieldNames()) {
            map.put(name, object.getString(name));
        }
        return map;
    }
}
