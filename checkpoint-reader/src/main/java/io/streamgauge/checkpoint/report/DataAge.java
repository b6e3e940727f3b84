package io.streamgauge.checkpoint.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the data in a state's files was written, in whole seconds. Compactions keep the age of the oldest data they take in.
 *
 * @param oldest no data is older; null where the backend does not tell
 * @param newest when the newest file was written
 */
public record DataAge(@Nullable Instant oldest, @Nullable Instant newest) {

    public static final DataAge UNKNOWN = new DataAge(null, null);
}
