package io.streamgauge.agent.output.self;

import io.streamgauge.agent.output.prometheus.Exposition;
import io.streamgauge.agent.output.prometheus.MetricsHandler;

/** What scrapes of /metrics cost and leave out; as of the scrape before. */
public final class ScrapeMeters {

    private ScrapeMeters() {}

    public static void bind(AgentMeters meters, Exposition exposition, MetricsHandler handler) {
        meters.counted("streamgauge.scrape.pages", "Pages made.", null, exposition, from -> from.statistics()
                .pages());
        meters.counted(
                "streamgauge.scrape.duration",
                "Time spent making pages.",
                "seconds",
                exposition,
                from -> from.statistics().seconds());
        meters.counted(
                "streamgauge.scrape.response",
                "Bytes of pages, as sent.",
                "bytes",
                exposition,
                from -> from.statistics().bytes());
        meters.counted(
                "streamgauge.scrape.layouts",
                "How often the page was laid out anew because metrics came or went.",
                null,
                exposition,
                from -> from.statistics().plans());
        meters.gauge(
                "streamgauge.scrape.samples", "Samples on the newest page.", null, exposition, from -> from.statistics()
                        .lines());
        String dropped = "Metrics left out of the newest page.";
        meters.gauge(
                "streamgauge.scrape.collisions",
                dropped + " Their name after mapping was taken.",
                null,
                exposition,
                from -> from.statistics().collisions());
        meters.gauge(
                "streamgauge.scrape.type.conflicts",
                dropped + " Others of the name had another type.",
                null,
                exposition,
                from -> from.statistics().typeConflicts());
        meters.counted(
                "streamgauge.scrape.failed",
                "Scrapes that ended with an error.",
                null,
                handler,
                MetricsHandler::failed);
        meters.counted(
                "streamgauge.scrape.refused",
                "Scrapes refused because too many waited.",
                null,
                handler,
                MetricsHandler::refused);
    }
}
