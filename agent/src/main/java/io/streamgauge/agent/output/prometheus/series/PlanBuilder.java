package io.streamgauge.agent.output.prometheus.series;

import io.streamgauge.agent.output.prometheus.series.ExpositionPlan.Omissions;
import io.streamgauge.agent.output.prometheus.text.Names;
import io.streamgauge.agent.source.reporter.snapshot.Layout;
import io.streamgauge.agent.source.reporter.snapshot.MetricDefinition;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.agent.source.reporter.snapshot.Scope;
import io.streamgauge.wire.MetricType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lays out the page. All scopes are sorted by label text once, and their metrics handed to families in that order: so
 * each family comes out sorted, and those that would give the same line stand next to each other, the winner first.
 */
public final class PlanBuilder {

    /**
     * By label text; of equal ones the highest attempt, then a fixed order of names, then the newest definition first.
     */
    private static final Comparator<ScopeRow> ORDER = Comparator.<ScopeRow, byte[]>comparing(
                    row -> row.text.bytes().array, Arrays::compareUnsigned)
            .thenComparing(row -> row.text.attempt(), Comparator.reverseOrder())
            .thenComparing(row -> row.scope.logicalScope())
            .thenComparing(row -> row.scope.definedEpochMillis(), Comparator.reverseOrder())
            .thenComparingInt(row -> row.process)
            .thenComparing(row -> row.scope.ordinal(), Comparator.reverseOrder());

    /** What the reporter tells of its process is none of Flink's series; the derived metrics have it in base units. */
    private static final String REPORTERS_OWN = "streamgauge.";

    private final LabelMode mode;
    private final List<Layout> layouts = new ArrayList<>();
    private final Map<Scope, ScopeText> texts = new HashMap<>();
    private final List<ScopeRow> rows = new ArrayList<>();
    private final Map<String, Map<String, FamilyRows>> byOrigin = new HashMap<>();
    private final Map<String, FamilyRows> byName = new TreeMap<>();
    private int formerAttempts;
    private int collisions;
    private int typeConflicts;
    private int droppedLabels;

    private record ScopeRow(Scope scope, ScopeText text, int process, int firstSlot, int endSlot) {}

    private static final class FamilyRows {
        final String name;
        final String logicalScope;
        final String metricName;
        final boolean histograms;
        boolean counters;
        int[] texts = new int[8];
        int[] processes = new int[8];
        int[] slots = new int[8];
        int size;
        String lastScope = "";
        String lastMetric = "";

        FamilyRows(String name, String logicalScope, MetricDefinition first) {
            this.name = name;
            this.logicalScope = logicalScope;
            metricName = first.name();
            histograms = first.type() == MetricType.HISTOGRAM;
            counters = first.type() == MetricType.COUNTER;
        }

        void add(int text, int process, int slot) {
            if (size == slots.length) {
                texts = Arrays.copyOf(texts, size * 2);
                processes = Arrays.copyOf(processes, size * 2);
                slots = Arrays.copyOf(slots, size * 2);
            }
            texts[size] = text;
            processes[size] = process;
            slots[size++] = slot;
        }

        Family build(int number) {
            Family.Type type = histograms ? Family.Type.SUMMARY : counters ? Family.Type.COUNTER : Family.Type.GAUGE;
            return new Family(
                    number,
                    name,
                    Names.help(logicalScope, metricName),
                    type,
                    Sentinels.of(logicalScope, metricName),
                    new Family.Rows(
                            Arrays.copyOf(texts, size), Arrays.copyOf(processes, size), Arrays.copyOf(slots, size)));
        }
    }

    private PlanBuilder(LabelMode mode) {
        this.mode = mode;
    }

    /**
     * Lays out a page of these processes.
     *
     * @param former the plan before, whose label texts are taken over
     */
    public static ExpositionPlan plan(
            LabelMode mode, List<ProcessSnapshot> processes, @Nullable ExpositionPlan former) {
        PlanBuilder builder = new PlanBuilder(mode);
        builder.collectScopes(processes, former == null ? Map.of() : former.texts());
        return builder.build();
    }

    private void collectScopes(List<ProcessSnapshot> processes, Map<Scope, ScopeText> known) {
        for (int process = 0; process < processes.size(); process++) {
            Layout layout = processes.get(process).layout();
            layouts.add(layout);
            for (int i = 0; i < layout.scopes().size(); i++) {
                Scope scope = layout.scopes().get(i);
                if (scope.logicalScope().startsWith(REPORTERS_OWN)) {
                    continue;
                }
                ScopeText text = known.get(scope);
                if (text == null) {
                    text = ScopeText.of(scope, mode);
                }
                texts.put(scope, text);
                droppedLabels += text.droppedLabels();
                rows.add(new ScopeRow(scope, text, process, layout.firstSlot(i), layout.firstSlot(i + 1)));
            }
        }
        rows.sort(ORDER);
    }

    private ExpositionPlan build() {
        SubtaskInfo subtasks = new SubtaskInfo();
        List<byte[]> labels = new ArrayList<>();
        for (ScopeRow row : rows) {
            byte[] label = row.text.bytes().array;
            // Equal texts become one, so that a double line is seen by its number.
            if (labels.isEmpty() || !Arrays.equals(labels.get(labels.size() - 1), label)) {
                labels.add(label);
            }
            addMetrics(row, labels.size() - 1);
            subtasks.add(row.scope);
        }
        List<Family> families = new ArrayList<>();
        for (FamilyRows family : byName.values()) {
            if (isTakenBySummary(family.name)) {
                collisions += family.size;
            } else {
                families.add(family.build(families.size()));
            }
        }
        return new ExpositionPlan(
                List.copyOf(layouts),
                List.copyOf(families),
                new LabelTexts(labels),
                texts,
                subtasks.render(),
                new Omissions(formerAttempts, collisions, typeConflicts, droppedLabels));
    }

    private void addMetrics(ScopeRow row, int text) {
        Layout layout = layouts.get(row.process);
        String logicalScope = row.scope.logicalScope();
        Map<String, FamilyRows> ofScope = byOrigin.computeIfAbsent(logicalScope, scope -> new HashMap<>());
        for (int slot = row.firstSlot; slot < row.endSlot; slot++) {
            MetricDefinition metric = layout.metric(slot);
            FamilyRows family = ofScope.get(metric.name());
            if (family == null) {
                family = byName.computeIfAbsent(
                        Names.metric(logicalScope, metric.name()), name -> new FamilyRows(name, logicalScope, metric));
                ofScope.put(metric.name(), family);
            }
            if ((metric.type() == MetricType.HISTOGRAM) != family.histograms) {
                typeConflicts++;
            } else if (family.size > 0 && family.texts[family.size - 1] == text) {
                if (family.lastScope.equals(logicalScope) && family.lastMetric.equals(metric.name())) {
                    formerAttempts++;
                } else {
                    collisions++;
                }
            } else {
                family.add(text, row.process, slot);
                family.counters &= metric.type() == MetricType.COUNTER;
                family.lastScope = logicalScope;
                family.lastMetric = metric.name();
            }
        }
    }

    /** A summary's own lines end with these suffixes. */
    private boolean isTakenBySummary(String name) {
        for (String suffix : List.of("_count", "_sum")) {
            if (name.endsWith(suffix)) {
                FamilyRows summary = byName.get(name.substring(0, name.length() - suffix.length()));
                if (summary != null && summary.histograms) {
                    return true;
                }
            }
        }
        return false;
    }
}
