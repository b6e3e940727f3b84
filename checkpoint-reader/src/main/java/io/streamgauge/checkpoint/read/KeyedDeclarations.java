package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.keyed.BackendDeclarations;
import io.streamgauge.checkpoint.keyed.DeclarationParser;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.MemorySource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads declarations of keyed state; the subtasks of an operator mostly have the same ones, which are then taken apart once. */
final class KeyedDeclarations {
    /** More is left to the parser, which reads through a window. */
    private static final int MOST_IN_MEMORY = 1 << 20;

    private byte[] lastBytes = new byte[0];
    private Set<String> lastNames = Set.of();
    private @Nullable BackendDeclarations last;

    /**
     * Of one stream.
     *
     * @param end of the declarations in it
     * @param names of states that may be declared; empty for any
     * @throws CheckpointFormatException if there are none of a known version
     */
    BackendDeclarations read(ByteSource source, long end, Set<String> names) throws IOException {
        if (end > MOST_IN_MEMORY) {
            return DeclarationParser.keyed(source, end, names);
        }
        byte[] bytes = new byte[(int) end];
        source.read(0, bytes, 0, bytes.length);
        BackendDeclarations known = last;
        if (known != null && Arrays.equals(bytes, lastBytes) && names.equals(lastNames)) {
            return known;
        }
        BackendDeclarations read = DeclarationParser.keyed(new MemorySource(source.name(), bytes), end, names);
        last = read;
        lastBytes = bytes;
        lastNames = names;
        return read;
    }
}
