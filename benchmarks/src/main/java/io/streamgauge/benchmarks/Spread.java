package io.streamgauge.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Figures of several rounds: the median is quoted, the range tells how quiet the machine was. Not thread-safe. */
public final class Spread {

    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    public double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** This against the other, round by round. */
    public Spread over(Spread other) {
        Spread ratios = new Spread();
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            ratios.add(values.get(i) / other.values.get(i));
        }
        return ratios;
    }

    /** "12.3 [11.0..15.2]"; "-" of nothing. */
    @Override
    public String toString() {
        if (values.isEmpty()) {
            return "-";
        }
        List<Double> sorted = sorted();
        return number(median()) + " [" + number(sorted.get(0)) + ".." + number(sorted.get(sorted.size() - 1)) + "]";
    }

    private List<Double> sorted() {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted;
    }

    /** Three significant digits. */
    public static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
