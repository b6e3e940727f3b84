package io.streamgauge.reporter.link;

import io.streamgauge.reporter.index.Forgotten;
import io.streamgauge.reporter.index.MetricBlock;
import io.streamgauge.reporter.index.MetricIndex;
import io.streamgauge.reporter.index.Outcome;
import io.streamgauge.reporter.index.Scope;
import io.streamgauge.reporter.problem.Problem;
import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.reporter.sampling.Changes;
import io.streamgauge.wire.FrameType;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.Protocol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Lays out what is to be sent in frames of moderate length. Of whoever owns the tables. */
final class Frames implements Changes.Listener {

    private final FrameWriter writer;
    private long epochMillis;
    private final List<ByteBuffer> done = new ArrayList<>();

    Frames(FrameWriter writer) {
        this.writer = writer;
    }

    /** The frames so far, in order. Their contents are shared by all links and never changed. */
    List<ByteBuffer> done() {
        return done;
    }

    void forget(Forgotten forgotten) {
        if (forgotten.isEmpty()) {
            return;
        }
        writer.begin(FrameType.FORGET);
        for (int i = 0; i < forgotten.metricCount(); i++) {
            writer.forgetMetric(forgotten.metricAt(i));
            splitAfter(FrameType.FORGET);
        }
        for (int i = 0; i < forgotten.scopeCount(); i++) {
            writer.forgetScope(forgotten.scopeAt(i));
            splitAfter(FrameType.FORGET);
        }
        take();
    }

    /** Defines what has these ids or higher ones. */
    void define(MetricIndex index, int metricsFrom, int scopesFrom) {
        writer.begin(FrameType.DEFINE);
        List<Scope> scopes = index.scopes();
        for (int i = firstScope(scopes, scopesFrom); i < scopes.size(); i++) {
            Scope scope = scopes.get(i);
            writer.defineScope(scope.id(), scope.logicalScope(), scope.labels());
            splitAfter(FrameType.DEFINE);
        }
        for (MetricBlock block : index.tables().blocks()) {
            if (block.highestId() >= metricsFrom) {
                define(block, metricsFrom);
            }
        }
        take();
    }

    /** New scopes are at the end. */
    private static int firstScope(List<Scope> scopes, int from) {
        int first = scopes.size();
        while (first > 0 && scopes.get(first - 1).id() >= from) {
            first--;
        }
        return first;
    }

    private void define(MetricBlock block, int metricsFrom) {
        for (int row = 0; row < block.size(); row++) {
            if (block.id(row) >= metricsFrom) {
                writer.defineMetric(block.id(row), block.scope(row).id(), block.type(), block.name(row));
                splitAfter(FrameType.DEFINE);
            }
        }
    }

    /** @param takenEpochMillis when its metrics are read */
    void beginReport(long takenEpochMillis) {
        epochMillis = takenEpochMillis;
        writer.beginValues(epochMillis);
    }

    /** What was read last of the metric in this row. */
    @Override
    public void changed(MetricBlock block, int row) {
        byte outcome = block.outcome(row);
        int id = block.id(row);
        if (outcome == Outcome.LONG) {
            writer.longValue(id, block.bits(row));
        } else if (outcome == Outcome.DOUBLE) {
            writer.doubleValue(id, Double.longBitsToDouble(block.bits(row)));
        } else if (outcome == Outcome.HISTOGRAM) {
            writer.histogram(id, block.sample(row));
        } else if (Outcome.isAbsent(outcome)) {
            writer.absent(id, Outcome.reason(outcome));
        } else {
            return;
        }
        if (writer.length() >= Protocol.TARGET_FRAME_BYTES) {
            done.add(writer.take());
            writer.beginValues(epochMillis);
        }
    }

    void endReport() {
        writer.endOfReport();
        done.add(writer.take());
    }

    void problems(Problems problems, List<Problem> which) {
        for (Problem problem : which) {
            writer.problem(problem.cause(), problem.subject(), problems.total(problem));
            done.add(writer.take());
        }
    }

    private void splitAfter(int frameType) {
        if (writer.length() >= Protocol.TARGET_FRAME_BYTES) {
            done.add(writer.take());
            writer.begin(frameType);
        }
    }

    /** Ends the frame, unless there is nothing in it but its type. */
    private void take() {
        if (writer.length() > 1) {
            done.add(writer.take());
        }
    }
}
