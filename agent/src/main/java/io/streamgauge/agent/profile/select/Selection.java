package io.streamgauge.agent.profile.select;

import io.streamgauge.agent.profile.model.Profile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a profile is wanted.
 *
 * @param operators names of operators or of whole chains, any of which will do; null for all threads
 * @param subtask from 0; null for all
 * @param threads null for all
 * @param fold whether Flink's plumbing becomes one frame
 */
public record Selection(
        @Nullable List<String> operators, @Nullable Integer subtask, @Nullable ThreadPurpose threads, boolean fold) {

    public static final Selection ALL = new Selection(null, null, null, false);

    public Selection {
        operators = operators == null ? null : List.copyOf(operators);
    }

    public Profile of(Profile profile) {
        boolean everything = operators == null && subtask == null && threads == null;
        Profile kept = everything ? profile : profile.ofThreads(this::wants);
        return fold ? FlinkPlumbing.fold(kept) : kept;
    }

    private boolean wants(String thread) {
        if (threads != null && ThreadPurpose.of(thread) != threads) {
            return false;
        }
        if (operators == null && subtask == null) {
            return true;
        }
        Optional<TaskThread> task = TaskThread.of(thread);
        return task.isPresent()
                && (operators == null || operators.stream().anyMatch(task.get()::runs))
                && (subtask == null || task.get().subtask() == subtask);
    }
}
