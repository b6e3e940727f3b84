package io.streamgauge.agent.declaration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a person knows of one state.
 *
 * @param operator its uid, id or name
 * @param lifetime within which a key is expected to go; null where not told
 * @param reference whether keys are meant to stay for ever: master data, read but seldom written
 */
public record Declaration(String operator, String state, @Nullable Duration lifetime, boolean reference) {

    public Declaration {
        if (lifetime != null && (lifetime.isNegative() || lifetime.isZero())) {
            throw new IllegalArgumentException("lifetime: must be above 0, was " + lifetime);
        }
        if ((lifetime == null) != reference) {
            throw new IllegalArgumentException(
                    "a declaration is either a lifetime or reference: true, for " + operator + "/" + state);
        }
    }
}
