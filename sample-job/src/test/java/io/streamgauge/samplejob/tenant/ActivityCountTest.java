package io.streamgauge.samplejob.tenant;

import io.streamgauge.samplejob.conversation.Outcome;
import io.streamgauge.samplejob.conversation.OutcomeKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActivityCountTest {

    private final ActivityCount count = new ActivityCount();

    @Test
    void addsUpEachKindOfOutcome() {
        TenantActivity sum = count.createAccumulator();
        for (OutcomeKind kind : OutcomeKind.values()) {
            sum = count.add(outcome(kind), sum);
        }

        assertThat(count.merge(sum, sum))
                .extracting(a -> a.opened, a -> a.closed, a -> a.asked, a -> a.answered, a -> a.missedDeadlines)
                .containsExactly(2, 2, 2, 2, 2);
        assertThat(sum)
                .extracting(a -> a.ratings, a -> a.stars, a -> a.waitedMillis)
                .containsExactly(2, 8, 600L);
    }

    private static Outcome outcome(OutcomeKind kind) {
        Outcome outcome = new Outcome();
        outcome.kind = kind;
        outcome.stars = kind == OutcomeKind.RATED ? 4 : 0;
        outcome.millis = 300;
        return outcome;
    }
}
