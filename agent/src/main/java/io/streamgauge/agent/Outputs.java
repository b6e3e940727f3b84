package io.streamgauge.agent;

import io.streamgauge.agent.metric.Sample;
import io.streamgauge.agent.output.alertmanager.AlertmanagerOutput;
import io.streamgauge.agent.output.prometheus.DerivedFamilies;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.output.self.LoopMeters;
import io.streamgauge.agent.view.View;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the newest view for those who ask, and tells those who are pushed to. Written by the loop, read by any thread. */
final class Outputs implements Loop.Publisher {

    private final LoopMeters meters;
    private final Announcements announcements;
    private final @Nullable AlertmanagerOutput alertmanager;
    private volatile View view;
    private volatile PrerenderedFamilies derived = PrerenderedFamilies.NONE;

    /**
     * Nothing is known yet.
     *
     * @param alertmanager null when nothing is pushed
     */
    Outputs(View empty, LoopMeters meters, Announcements announcements, @Nullable AlertmanagerOutput alertmanager) {
        this.view = empty;
        this.meters = meters;
        this.announcements = announcements;
        this.alertmanager = alertmanager;
    }

    View view() {
        return view;
    }

    PrerenderedFamilies derived() {
        return derived;
    }

    @Override
    public void publish(View newest, List<Sample> samples, boolean judged, Duration took) {
        derived = DerivedFamilies.of(samples);
        view = newest;
        meters.ticked(newest, took);
        announcements.tell(newest, judged);
        if (judged && alertmanager != null) {
            alertmanager.tick(newest.findings(), newest.at());
        }
    }

    @Override
    public void failed() {
        meters.tickFailed();
    }
}
