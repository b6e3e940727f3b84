package io.streamgauge.agent.analysis.leak.life.stat;

/**
 * What stays of what comes, as a share of the state that is there now, per second. NaN where not known.
 *
 * @param low lower end of the 80 % interval
 * @param high its upper end
 */
public record Rate(double low, double middle, double high) {

    public static final Rate UNKNOWN = new Rate(Double.NaN, Double.NaN, Double.NaN);
}
