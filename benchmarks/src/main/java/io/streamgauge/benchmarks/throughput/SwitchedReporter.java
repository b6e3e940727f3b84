package io.streamgauge.benchmarks.throughput;

import io.streamgauge.reporter.StreamgaugeReporterFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;

/**
 * Runs in Flink's JVMs: our reporter behind a switch, so that one and the same JVM is measured with it and without. Off, it
 * only knows what metrics there are, which costs a running job nothing. On, the reporter is the real one, told of all metrics.
 *
 * <p>Obeys lines on the loopback port {@code control.port}: {@code on URL}, {@code off}, and {@code read}, which is answered
 * by the monotonic clock in ns and the records put out by source tasks here.
 */
final class SwitchedReporter implements MetricReporter {

    /** One registration; the same metric may come under several names. */
    private record Registration(Metric metric, String name, MetricGroup group) {}

    private final Set<Registration> registrations = new LinkedHashSet<>();
    private @Nullable MetricReporter reporter;

    @Override
    public void open(MetricConfig config) {
        int port = config.getInteger("control.port", 0);
        try {
            // Closed by the end of the process.
            ServerSocket server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(server), "switch");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new IllegalStateException("control port " + port + ": " + e, e);
        }
    }

    private void serve(ServerSocket server) {
        while (true) {
            try (Socket socket = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                    OutputStream out = socket.getOutputStream()) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    out.write((obey(line.split(" ")) + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException gone) {
                // The next one.
            }
        }
    }

    private synchronized String obey(String[] words) {
        switch (words[0]) {
            case "on" -> on(words[1]);
            case "off" -> off();
            case "read" -> {
                long records = records();
                return System.nanoTime() + " " + records;
            }
            default -> throw new IllegalStateException("expected on, off or read, found " + words[0]);
        }
        return "done";
    }

    private void on(String agent) {
        off();
        MetricConfig config = new MetricConfig();
        config.setProperty("agent", agent);
        MetricReporter real = new StreamgaugeReporterFactory().createMetricReporter(new Properties());
        real.open(config);
        registrations.forEach(known -> real.notifyOfAddedMetric(known.metric, known.name, known.group));
        reporter = real;
    }

    private void off() {
        if (reporter != null) {
            reporter.close();
            reporter = null;
        }
    }

    private long records() {
        long records = 0;
        for (Registration known : registrations) {
            if (known.name.equals("numRecordsOut")
                    && known.metric instanceof Counter counter
                    && ofSource(known.group)) {
                records += counter.getCount();
            }
        }
        return records;
    }

    private static boolean ofSource(MetricGroup group) {
        var variables = group.getAllVariables();
        return !variables.containsKey("<operator_id>")
                && variables.getOrDefault("<task_name>", "").startsWith("Source");
    }

    @Override
    public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        registrations.add(new Registration(metric, name, group));
        if (reporter != null) {
            reporter.notifyOfAddedMetric(metric, name, group);
        }
    }

    @Override
    public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        registrations.remove(new Registration(metric, name, group));
        if (reporter != null) {
            reporter.notifyOfRemovedMetric(metric, name, group);
        }
    }

    @Override
    public synchronized void close() {
        off();
    }
}
