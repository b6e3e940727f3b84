package io.streamgauge.checkpoint.location;

import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.metadata.StreamHandle;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.ConfinedStorage;
import io.streamgauge.checkpoint.storage.LocalStorage;
import io.streamgauge.checkpoint.storage.ReferencePolicy;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReferenceResolverTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private Path job;
    private Path checkpoint;
    private ReferenceResolver resolver;

    @BeforeEach
    void files() throws IOException {
        job = directory.resolve("base").resolve(JOB);
        checkpoint = Files.createDirectories(job.resolve("chk-7"));
        Files.createDirectories(job.resolve("shared/op"));
        Files.writeString(checkpoint.resolve("_metadata"), "xxinlinexx");
        Files.writeString(checkpoint.resolve("exclusive"), "exclusive");
        Files.writeString(job.resolve("shared/op/merged"), "0123456789");
        Files.writeString(directory.resolve("secret"), "secret");
        LocalStorage storage = new LocalStorage(List.of(directory));
        resolver = new ReferenceResolver(
                new ConfinedStorage(storage, ReferencePolicy.of(checkpoint.toString(), List.of())),
                checkpoint.toString(),
                storage.open(checkpoint + "/_metadata"));
    }

    @AfterEach
    void close() throws IOException {
        resolver.close();
    }

    @Test
    void opensEveryKindOfHandle() throws IOException {
        assertThat(text(new StreamHandle.Inline("name", 2, 6))).isEqualTo("inline");
        assertThat(text(new StreamHandle.RelativeFile("exclusive", 9))).isEqualTo("exclusive");
        assertThat(text(new StreamHandle.AbsoluteFile("file:" + checkpoint + "/exclusive", 9)))
                .isEqualTo("exclusive");
        assertThat(text(segment("file:" + job + "/shared/op/merged", 3, 4))).isEqualTo("3456");
        assertThat(text(new StreamHandle.EmptySegment())).isEmpty();
        assertThat(resolver.moved()).isEmpty();
    }

    @Test
    void findsFilesOfACheckpointThatWasMoved() throws IOException {
        String before = "file:/old/" + JOB;

        assertThat(text(new StreamHandle.AbsoluteFile(before + "/chk-7/exclusive", 9)))
                .isEqualTo("exclusive");
        assertThat(text(segment(before + "/shared/op/merged", 0, 2))).isEqualTo("01");
        assertThat(text(segment(before + "/shared/op/merged", 2, 2))).isEqualTo("23");
        assertThat(resolver.moved())
                .isEqualTo(Map.of(
                        before + "/chk-7/exclusive", checkpoint + "/exclusive",
                        before + "/shared/op/merged", job + "/shared/op/merged"));
    }

    @Test
    void complainsAboutThePathThatTheCheckpointSays() {
        assertThatThrownBy(() -> text(new StreamHandle.AbsoluteFile(job + "/shared/none", 9)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(job + "/shared/none");
        assertThatThrownBy(() -> text(segment(job + "/shared/op/merged", 8, 4))).isInstanceOf(EOFException.class);
    }

    @Test
    void opensNothingElse() {
        assertThatThrownBy(() -> text(new StreamHandle.AbsoluteFile(directory + "/secret", 6)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> text(new StreamHandle.RelativeFile("../../../secret", 6)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> text(new StreamHandle.RelativeFile("/etc/passwd", 6)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> text(new StreamHandle.AbsoluteFile("/old/shared/../../../../secret", 6)))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void tellsSupersededFromDamaged() throws IOException {
        Files.delete(checkpoint.resolve("exclusive"));
        StreamHandle handle = new StreamHandle.RelativeFile("exclusive", 9);
        assertThatThrownBy(() -> text(handle)).isInstanceOf(NoSuchFileException.class);

        Files.delete(checkpoint.resolve("_metadata"));
        assertThatThrownBy(() -> text(handle))
                .isInstanceOf(SupersededException.class)
                .hasMessageContaining(checkpoint + " disappeared while it was read");
    }

    private static StreamHandle segment(String path, long offset, long size) {
        return new StreamHandle.Segment(path, "id", offset, size, StreamHandle.Scope.SHARED);
    }

    private String text(StreamHandle handle) throws IOException {
        try (ByteSource source = resolver.open(handle)) {
            byte[] bytes = new byte[(int) source.size()];
            source.read(0, bytes, 0, bytes.length);
            return new String(bytes, StandardCharsets.US_ASCII);
        }
    }
}
