package io.streamgauge.reporter;

import io.streamgauge.reporter.settings.Settings;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's view of the reporter. Nothing passes from here into Flink: not an exception, not an error, not a delay. It is
 * no {@code Scheduled}, since Flink has one thread for all reporters that are.
 */
final class StreamgaugeReporter implements MetricReporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.streamgauge.reporter");

    private final Hubs hubs;
    private volatile @Nullable Settings settings;
    private volatile @Nullable Hub hub;

    StreamgaugeReporter(Hubs hubs) {
        this.hubs = hubs;
    }

    @Override
    public void open(MetricConfig config) {
        try {
            Settings opened = new Settings(config);
            hub = hubs.open(opened);
            settings = opened;
        } catch (Throwable e) {
            LOG.error("Streamgauge: cannot start: nothing is reported; the job is not affected", e);
        }
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String metricName, MetricGroup group) {
        Hub open = hub;
        if (open != null) {
            try {
                open.added(metric, metricName, group);
            } catch (Throwable e) {
                logOnce(e);
            }
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String metricName, MetricGroup group) {
        Hub open = hub;
        if (open != null) {
            try {
                open.removed(metric, metricName, group);
            } catch (Throwable e) {
                logOnce(e);
            }
        }
    }

    /** After an error here, such as a class that cannot be loaded, the reporter is left out for good. */
    private void logOnce(Throwable e) {
        hub = null;
        LOG.error("Streamgauge: failed: nothing is reported any more; the job is not affected", e);
    }

    @Override
    public void close() {
        Settings opened = settings;
        if (opened != null && hub != null) {
            try {
                hub = null;
                hubs.close(opened);
            } catch (Throwable e) {
                LOG.warn("Streamgauge: cannot close", e);
            }
        }
    }
}
