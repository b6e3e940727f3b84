package io.streamgauge.reporter.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of the process and its surroundings. */
class ProcessFactsTest {

    @ParameterizedTest
    @CsvSource({
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir c,taskmanager",
        "org.apache.flink.kubernetes.taskmanager.KubernetesTaskExecutorRunner,taskmanager",
        "org.apache.flink.yarn.YarnTaskExecutorRunner,taskmanager",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint -D a=b,jobmanager",
        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint,jobmanager",
    })
    void kindIsToldByTheMainClass(String command, String kind) {
        assertThat(ProcessFacts.kind(command)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com.example.MyJob TaskManagerRunner", "/tmp/surefire.jar"})
    void kindIsUnknownOtherwise(String command) {
        assertThat(ProcessFacts.kind(command)).isNull();
    }

    @Test
    void dynamicPropertiesOverrideTheFile() {
        assertThat(ProcessFacts.dynamicProperties("Main --configDir c -D a=b -Dc=d=e -D broken -D x="))
                .isEqualTo(Map.of("a", "b", "c", "d=e", "x", ""));
    }

    @Test
    void switchesAreOffUnlessConfigured() {
        assertThat(RocksDbSwitches.off(Map.of()))
                .hasSize(39)
                .contains("state.backend.rocksdb.metrics.estimate-num-keys");
        assertThat(RocksDbSwitches.off(Map.of(
                        "state.backend.rocksdb.metrics.estimate-num-keys", "true",
                        "state.backend.rocksdb.metrics.block-cache-hit", "false")))
                .hasSize(38)
                .doesNotContain("state.backend.rocksdb.metrics.estimate-num-keys")
                .contains("state.backend.rocksdb.metrics.block-cache-hit");
    }

    @Test
    void residentMemoryIsReadFromTheKernelsText() {
        assertThat(ProcessMemory.residentBytes("Name:\tjava\nVmRSS:\t   12345 kB\nThreads: 3\n"))
                .isEqualTo(12345L * 1024);
        assertThat(ProcessMemory.residentBytes("Name:\tjava\n")).isNull();
        assertThat(ProcessMemory.residentBytes("VmRSS:\n")).isNull();
        assertThat(ProcessMemory.residentBytes("VmRSS: many kB")).isNull();
    }

    @Test
    void theLowestLimitOfTheGroupsAboveCounts(@TempDir Path directory) throws IOException {
        Path root = directory.resolve("cgroup");
        write(root.resolve("pod/memory.max"), "1000\n");
        write(root.resolve("pod/memory.current"), "700\n");
        write(root.resolve("pod/memory.stat"), "anon 1\ninactive_file 200\n");
        write(root.resolve("pod/container/memory.max"), "max\n");
        write(root.resolve("pod/container/memory.current"), "300\n");
        Path membership = write(directory.resolve("self"), "0::/pod/container\n");
        ContainerMemory found = Objects.requireNonNull(ContainerMemory.find(membership, root));
        assertThat(found.limitBytes()).isEqualTo(1000);
        assertThat(found.usageBytes()).isEqualTo(700);
        assertThat(found.workingSetBytes()).isEqualTo(500);
    }

    @Test
    void insideAContainerTheRootIsOurGroup(@TempDir Path directory) throws IOException {
        Path root = directory.resolve("cgroup");
        write(root.resolve("memory.max"), "4096\n");
        write(root.resolve("memory.current"), "1024\n");
        Path membership = write(directory.resolve("self"), "0::/../../host/path\n");
        ContainerMemory outside = ContainerMemory.find(membership, root);
        assertThat(outside).isNotNull();
        membership = write(directory.resolve("self"), "0::/\n");
        ContainerMemory found = Objects.requireNonNull(ContainerMemory.find(membership, root));
        assertThat(found.limitBytes()).isEqualTo(4096);
        assertThat(found.workingSetBytes()).isNull();
    }

    @Test
    void versionOneIsReadToo(@TempDir Path directory) throws IOException {
        Path root = directory.resolve("cgroup");
        write(root.resolve("memory/docker/x/memory.limit_in_bytes"), "2048\n");
        write(root.resolve("memory/docker/x/memory.usage_in_bytes"), "1024\n");
        write(root.resolve("memory/docker/x/memory.stat"), "total_inactive_file 24\n");
        write(root.resolve("memory/memory.limit_in_bytes"), "9223372036854771712\n");
        Path membership = write(directory.resolve("self"), "5:cpu,cpuacct:/docker/x\n4:memory:/docker/x\n");
        ContainerMemory found = Objects.requireNonNull(ContainerMemory.find(membership, root));
        assertThat(found.limitBytes()).isEqualTo(2048);
        assertThat(found.workingSetBytes()).isEqualTo(1000);
    }

    @Test
    void noLimitIsUnknownAndNotANumber(@TempDir Path directory) throws IOException {
        Path root = directory.resolve("cgroup");
        write(root.resolve("memory.max"), "max\n");
        write(root.resolve("memory/memory.limit_in_bytes"), "9223372036854771712\n");
        Path membership = write(directory.resolve("self"), "0::/\n3:memory:/\nnonsense\n");
        assertThat(ContainerMemory.find(membership, root)).isNull();
        assertThat(ContainerMemory.find(directory.resolve("missing"), root)).isNull();
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }
}
