package io.streamgauge.agent.config;

import io.streamgauge.agent.analysis.leak.LeakSettings;
import io.streamgauge.agent.analysis.leak.life.LifeSettings;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.history.HistorySettings;
import io.streamgauge.agent.log.LogSettings;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings;
import io.streamgauge.agent.output.prometheus.ExpositionSettings;
import io.streamgauge.agent.output.web.WebSettings;
import io.streamgauge.agent.profile.service.ProfileSettings;
import io.streamgauge.agent.recording.RecordingSettings;
import io.streamgauge.agent.source.checkpoint.CheckpointSettings;
import io.streamgauge.agent.source.flinkrest.FlinkRestSettings;
import io.streamgauge.agent.source.reporter.IngestSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything the agent is told. Each part is owned by its component.
 *
 * @param tick how often facts are taken, remembered and judged
 * @param flinkRest null when no address is given: then topology, exceptions and most checkpoint details are not known
 */
public record AgentConfig(
        Duration tick,
        WebSettings listen,
        IngestSettings ingest,
        @Nullable FlinkRestSettings flinkRest,
        CheckpointSettings checkpoint,
        ExpositionSettings metrics,
        HistorySettings history,
        RecordingSettings recording,
        LeakSettings leak,
        LifeSettings lives,
        Declarations declarations,
        ProfileSettings profiles,
        AlertmanagerSettings alertmanager,
        LogSettings log) {}
