package io.streamgauge.agent.profile.select;

import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileBuilder;
import io.streamgauge.agent.profile.model.ProfileUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SelectionTest {

    private static final String COUNT_0 = "Source: orders -> Count per user (1/2)#0";
    private static final String COUNT_1 = "Source: orders -> Count per user (2/2)#4";
    private static final String SINK = "Window -> (Map, Sink: out) (1/1)#0";
    private static final Profile PROFILE = threads(
            COUNT_0,
            COUNT_1,
            SINK,
            "Source Data Fetcher for Source: orders -> Count per user (1/2)#0",
            "rocksdb:low",
            "AsyncOperations-thread-1",
            "GC Thread#0",
            "C2 CompilerThread0",
            "Flink Netty Server (0) Thread 0",
            "main");

    private static Profile threads(String... names) {
        ProfileBuilder builder = new ProfileBuilder(ProfileUnit.SAMPLES);
        for (String name : names) {
            builder.add(name, List.of(), 1);
        }
        return builder.build();
    }

    private static Set<String> kept(
            @Nullable List<String> operators, @Nullable Integer subtask, @Nullable ThreadPurpose group) {
        Set<String> threads = new TreeSet<>();
        new Selection(operators, subtask, group, false)
                .of(PROFILE)
                .values()
                .forEach((stack, value) -> threads.add(stack.thread()));
        return threads;
    }

    @Test
    void anOperatorIsTheThreadsOfItsTask() {
        assertThat(kept(List.of("Count per user"), null, ThreadPurpose.TASK))
                .containsExactlyInAnyOrder(
                        COUNT_0, COUNT_1, "Source Data Fetcher for Source: orders -> Count per user (1/2)#0");
        assertThat(kept(List.of("out"), null, null)).containsExactly(SINK);
        assertThat(kept(List.of("Map"), null, null)).containsExactly(SINK);
        assertThat(kept(List.of("Window -> (Map, Sink: out)"), null, null)).containsExactly(SINK);
        assertThat(kept(List.of("orders", "out"), 1, null)).containsExactly(COUNT_1);
    }

    @Test
    void partOfANameIsNoOperator() {
        assertThat(kept(List.of("Count"), null, null)).isEmpty();
        assertThat(kept(List.of("user"), null, null)).isEmpty();
        assertThat(kept(List.of(""), null, null)).isEmpty();
    }

    @Test
    void aSubtaskIsCountedFromZero() {
        assertThat(kept(null, 1, null)).containsExactly(COUNT_1);
        assertThat(kept(null, 7, null)).isEmpty();
    }

    @Test
    void everyThreadIsInOneGroup() {
        assertThat(kept(null, null, ThreadPurpose.ROCKSDB_BACKGROUND)).containsExactly("rocksdb:low");
        assertThat(kept(null, null, ThreadPurpose.OTHER)).containsExactly("main");
        int all = 0;
        for (ThreadPurpose group : ThreadPurpose.values()) {
            all += kept(null, null, group).size();
        }
        assertThat(all).isEqualTo(PROFILE.values().size());
    }

    @ParameterizedTest
    @CsvSource({
        "AsyncOperations-thread-3, async-checkpoint",
        "rocksdb:high, rocksdb-background",
        "'Flink Netty Client (0) Thread 1', network",
        "OutputFlusher for Map (1/2)#0, network",
        "G1 Conc#0, gc",
        "VM Thread, gc",
        "ZWorkerYoung#1, gc",
        "C1 CompilerThread0, jit",
        "System Time Trigger for Map (1/2)#0, task",
        "flink-pekko.actor.default-dispatcher-4, other",
        "[unnamed], other",
    })
    void groupsFollowFromNames(String thread, String group) {
        assertThat(ThreadPurpose.of(thread).text()).isEqualTo(group);
        assertThat(ThreadPurpose.named(group)).contains(ThreadPurpose.of(thread));
    }

    @ParameterizedTest
    @CsvSource({"Map (0/2)#0", "Map (3/2)#0", "Map (1/2)", "Map", "Map (1/99999999999)#0", "(1/2)#0", "''"})
    void otherNamesAreNoTasks(String thread) {
        assertThat(TaskThread.of(thread)).isEmpty();
    }

    @Test
    void flinksPlumbingFoldsAndStateAccessDoesNot() {
        Profile profile = new ProfileBuilder(ProfileUnit.SAMPLES)
                .add(
                        COUNT_0,
                        java(
                                "java.lang.Thread.run",
                                "org.apache.flink.runtime.taskmanager.Task.run",
                                "org.apache.flink.streaming.runtime.tasks.StreamTask.invoke",
                                "org.acme.Count.flatMap",
                                "org.apache.flink.streaming.api.operators.CountingOutput.collect",
                                "org.acme.Sink.invoke",
                                "org.apache.flink.runtime.state.heap.HeapValueState.value"),
                        3)
                .add(COUNT_0, java("org.apache.flink.runtime.taskmanager.Task.doRun", "org.acme.Count.flatMap"), 4)
                .build();
        assertThat(new Selection(null, null, null, true).of(profile))
                .isEqualTo(new ProfileBuilder(ProfileUnit.SAMPLES)
                        .add(
                                COUNT_0,
                                java(
                                        "[Flink]",
                                        "org.acme.Count.flatMap",
                                        "[Flink]",
                                        "org.acme.Sink.invoke",
                                        "org.apache.flink.runtime.state.heap.HeapValueState.value"),
                                3)
                        .add(COUNT_0, java("[Flink]", "org.acme.Count.flatMap"), 4)
                        .build());
    }

    private static List<Frame> java(String... names) {
        return List.of(names).stream()
                .map(name -> new Frame(name, FrameKind.JAVA))
                .toList();
    }
}
