package io.streamgauge.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.view.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AnnouncementsTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private final Announcements announcements = new Announcements();
    private final ListAppender<ILoggingEvent> records = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Announcements.class);

    @BeforeEach
    void listen() {
        records.start();
        // Other tests of the same JVM configure logging.
        logger.setLevel(Level.INFO);
        logger.addAppender(records);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(records);
        logger.setLevel(null);
    }

    @Test
    void aSourceThatFailsIsToldOnceAndOnceMoreWhenItIsReadAgain() {
        tell(view(null));
        assertThat(heard()).isEmpty();

        tell(view("connection refused"));
        tell(view("no answer"));
        assertThat(heard())
                .containsExactly("WARN Source cannot be read [source=flinkrest, problem=connection refused]");

        tell(view(null));
        tell(view(null));
        assertThat(heard()).containsExactly("INFO Source is read again [source=flinkrest]");
        tell(view("no answer"));
        assertThat(heard()).containsExactly("WARN Source cannot be read [source=flinkrest, problem=no answer]");
    }

    @Test
    void aFindingIsToldWhenItBeginsChangesItsVerdictAndEnds() {
        tell(view(null, finding(Verdict.INCOMPLETE)));
        tell(view(null, finding(Verdict.INCOMPLETE)));
        assertThat(heard()).containsExactly("INFO Finding " + leak("incomplete"));

        tell(view(null, finding(Verdict.SUSPECT)));
        assertThat(heard()).containsExactly("WARN Finding " + leak("suspect"));

        announcements.tell(view(null), false);
        assertThat(heard()).as("a tick that judged nothing").isEmpty();

        tell(view(null));
        tell(view(null));
        assertThat(heard()).containsExactly("INFO Finding is over " + leak("suspect"));
    }

    private void tell(View view) {
        announcements.tell(view, true);
    }

    private static String leak(String verdict) {
        return "[kind=state-leak, verdict=" + verdict + ", job=desk, operator=, state=profile, cause=never-cleared]";
    }

    /** What was logged since the last call. */
    private List<String> heard() {
        List<String> heard = records.list.stream()
                .map(record -> record.getLevel() + " " + record.getMessage() + " "
                        + record.getKeyValuePairs().stream()
                                .map(pair -> pair.key + "=" + pair.value)
                                .toList())
                .toList();
        records.list.clear();
        return heard;
    }

    private static View view(@Nullable String problem, Finding... findings) {
        SourceFacts source = new SourceFacts("flinkrest", AT, problem, 0);
        return new View(
                new Facts(AT, List.of(), List.of(), List.of(source)),
                Stream.of(findings).toList(),
                Map.of(),
                List.of());
    }

    private static Finding finding(Verdict verdict) {
        return new Finding(
                "id-1",
                Finding.STATE_LEAK,
                verdict,
                new JobRef("a".repeat(32), "desk"),
                null,
                "profile",
                Cause.NEVER_CLEARED,
                List.of(),
                AT,
                List.of(),
                null,
                "Clear it.",
                List.of());
    }
}
