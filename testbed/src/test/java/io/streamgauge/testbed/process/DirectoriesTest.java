package io.streamgauge.testbed.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DirectoriesTest {
    @TempDir
    private Path directory;

    @Test
    void deletesATreeButNotWhatItsLinksPointTo() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside"), "stays");
        Path tree = Files.createDirectories(directory.resolve("tree/inner"));
        Files.writeString(tree.resolve("file"), "goes");
        Files.createSymbolicLink(tree.resolve("link"), outside);

        Directories.delete(directory.resolve("tree"));
        Directories.delete(directory.resolve("tree"));

        assertThat(directory.resolve("tree")).doesNotExist();
        assertThat(outside).hasContent("stays");
    }

    @Test
    void copiesATreeOverWhatIsThere() throws IOException {
        Path source = Files.createDirectories(directory.resolve("source/inner"));
        Files.writeString(source.resolve("file"), "new");
        Path target = Files.createDirectories(directory.resolve("target/inner"));
        Files.writeString(target.resolve("file"), "old");

        Directories.copy(directory.resolve("source"), directory.resolve("target"));

        assertThat(target.resolve("file")).hasContent("new");
    }
}
