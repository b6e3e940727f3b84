package io.streamgauge.samplejob.leak;

/** What the control stream tells every conversation subtask, about once per second. A POJO for Flink's serializer. */
public final class ControlTick {

    public Leak leak = Leak.NONE;

    public ControlTick() {}

    public ControlTick(Leak leak) {
        this.leak = leak;
    }
}
