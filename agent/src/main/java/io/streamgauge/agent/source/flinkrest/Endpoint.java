package io.streamgauge.agent.source.flinkrest;

/** What is asked; a bounded set, so that it can label metrics. */
public enum Endpoint {
    OVERVIEW("/overview"),
    CONFIG("/jobmanager/config"),
    JOBS("/jobs/overview"),
    TASK_MANAGERS("/taskmanagers"),
    JOB("/jobs/:jobid"),
    EXCEPTIONS("/jobs/:jobid/exceptions"),
    CHECKPOINTS("/jobs/:jobid/checkpoints"),
    CHECKPOINT_SETTINGS("/jobs/:jobid/checkpoints/config"),
    CHECKPOINT_DETAILS("/jobs/:jobid/checkpoints/details/:checkpointid"),
    BACKPRESSURE("/jobs/:jobid/vertices/:vertexid/backpressure");

    private final String template;

    Endpoint(String template) {
        this.template = template;
    }

    /** The path with its placeholders. */
    public String template() {
        return template;
    }

    /** The path with its placeholders filled, in their order. The values must be safe in a path. */
    String path(Object... values) {
        StringBuilder path = new StringBuilder();
        int used = 0;
        for (String segment : template.substring(1).split("/", -1)) {
            path.append('/').append(segment.startsWith(":") ? values[used++].toString() : segment);
        }
        return path.toString();
    }
}
