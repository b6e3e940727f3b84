package io.streamgauge.agent.architecture.planted.output.web;

import io.streamgauge.agent.architecture.planted.Root;
import io.streamgauge.agent.architecture.planted.config.Settings;
import io.streamgauge.agent.architecture.planted.source.KnowsOutput;

/** Planted: an output with a setter, a static variable and a print, that knows a source, the configuration and the root. */
public final class PrintsAndListens {
    static int count;

    private PrintsAndListens() {}

    static void setCount(int value) {
        count = value;
        System.out.println(KnowsOutput.class + " " + Settings.class + " " + Root.class);
    }
}
