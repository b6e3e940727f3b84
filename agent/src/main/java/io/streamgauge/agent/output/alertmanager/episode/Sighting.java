package io.streamgauge.agent.output.alertmanager.episode;

/** What a tick's findings say about one alert; in rising order, so that the strongest of several counts. */
public enum Sighting {
    /** Not among the findings. */
    ABSENT,
    /** Found, with a verdict that does not page: explained, or no more than watched. */
    CLEARED,
    /** Too little seen to tell. Unknown is not resolved. */
    UNSURE,
    /** Found, with a verdict that pages. */
    FOUND
}
