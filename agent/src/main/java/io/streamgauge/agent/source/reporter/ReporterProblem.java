package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;

/** Something that goes wrong inside a reporter; {@code total} counts this cause since its process started. */
public record ReporterProblem(ProcessIdentity process, String cause, String subject, long total) {}
