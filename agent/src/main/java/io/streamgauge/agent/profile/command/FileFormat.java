package io.streamgauge.agent.profile.command;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a profile is saved as. */
enum FileFormat {
    HTML,
    COLLAPSED,
    PPROF,
    JFR;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As told, or else by the file's ending. */
    static FileFormat of(@Nullable String told, @Nullable Path output) throws CommandException {
        if (told != null) {
            if (output == null) {
                throw new CommandException(2, "--format: expected --output beside it, the file to save");
            }
            for (FileFormat format : values()) {
                if (format.text().equals(told)) {
                    return format;
                }
            }
            throw new CommandException(2, "--format: found " + told + ", expected html, collapsed, pprof or jfr");
        }
        String name = output == null ? "" : output.toString();
        if (name.endsWith(".jfr")) {
            return JFR;
        }
        if (name.endsWith(".pb.gz") || name.endsWith(".pprof")) {
            return PPROF;
        }
        return name.endsWith(".collapsed") || name.endsWith(".txt") ? COLLAPSED : HTML;
    }
}
