package io.streamgauge.checkpoint.report;

import org.jspecify.annotations.Nullable;

/**
 * Class names of serializer snapshots, as the checkpoint has them; each null where it has none or it was not understood.
 *
 * @param userKey of map state only
 */
public record Serializers(
        @Nullable String key, @Nullable String namespace, @Nullable String value, @Nullable String userKey) {

    public static final Serializers UNKNOWN = new Serializers(null, null, null, null);
}
