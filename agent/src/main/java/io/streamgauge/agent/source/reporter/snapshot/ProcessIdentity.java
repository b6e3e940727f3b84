package io.streamgauge.agent.source.reporter.snapshot;

import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.wire.Hello;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a reporting process is.
 *
 * @param processId random, drawn once per JVM: the same id after a lost connection is the same process
 * @param taskManagerId Flink's {@code tm_id}; null for a JobManager, and for a TaskManager that reported no scope yet
 * @param properties what the process said of itself; keys are those of {@link Hello}
 * @param remoteAddress host and port of the connection's far end
 * @param disabledSwitches the {@code state.backend.rocksdb.metrics.*} keys that are off
 */
public record ProcessIdentity(
        String processId,
        ProcessKind kind,
        @Nullable String taskManagerId,
        Map<String, String> properties,
        String remoteAddress,
        Duration reportInterval,
        List<String> disabledSwitches) {

    public ProcessIdentity {
        properties = Map.copyOf(properties);
        disabledSwitches = List.copyOf(disabledSwitches);
    }

    public static ProcessIdentity of(Hello hello, String remoteAddress) {
        return new ProcessIdentity(
                hello.processId(),
                kindOf(hello.properties().get(Hello.KIND)),
                null,
                hello.properties(),
                remoteAddress,
                Duration.ofMillis(Math.max(0, hello.reportIntervalMillis())),
                hello.disabledSwitches());
    }

    private static ProcessKind kindOf(@Nullable String word) {
        if ("jobmanager".equals(word)) {
            return ProcessKind.JOB_MANAGER;
        }
        return "taskmanager".equals(word) ? ProcessKind.TASK_MANAGER : ProcessKind.UNKNOWN;
    }

    /** Adds what the scopes tell: the kind where the main class did not, and Flink's own id. */
    public ProcessIdentity refinedBy(List<Scope> scopes) {
        ProcessKind refined = kind;
        String id = null;
        for (Scope scope : scopes) {
            if (id == null) {
                id = scope.labels().get("tm_id");
            }
            if (refined == ProcessKind.UNKNOWN) {
                refined = kindOf(firstPart(scope.logicalScope()));
            }
        }
        return new ProcessIdentity(processId, refined, id, properties, remoteAddress, reportInterval, disabledSwitches);
    }

    private static String firstPart(String logicalScope) {
        int dot = logicalScope.indexOf('.');
        return dot < 0 ? logicalScope : logicalScope.substring(0, dot);
    }
}
