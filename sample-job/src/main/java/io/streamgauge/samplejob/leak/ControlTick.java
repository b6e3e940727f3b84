package io.streamgauge.samplejob.leak;

/** What the control stream tells every conversation subtask, about once per second. A POJO for Flink's serializer. */
public final class ControlTick {

    public Leak leak = Leak.NONE;
    /** The how-manieth tick, from 0. */
    public long number;

    public ControlTick() {}

    public ControlTick(Leak leak, long number) {
        this.leak = leak;
        this.number = number;
    }
}
