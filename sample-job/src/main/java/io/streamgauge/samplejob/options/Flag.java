package io.streamgauge.samplejob.options;

/** Every option of the job: the one place where a name, its default and its meaning are written down. */
public enum Flag {
    JOB_NAME("job-name", "NAME", "support-desk", "Name of the job in Flink."),
    PARALLELISM("parallelism", "N", "", "Parallelism of all operators but the sources. Default: as submitted."),

    RATE("rate", "EVENTS/S", "1000", "Events per second, all partitions together."),
    THROTTLE(
            "throttle", "on|off|clock", "on", "off: as fast as it goes; clock: when due, and what is overdue at once."),
    LOAD("load", "SHAPE", "steady", "steady, growing or daily; all but steady need --throttle off or clock."),
    LOAD_PERIOD("load-period", "TIME", "4m", "growing: grows by --rate in that time; daily: from one day to the next."),
    BACKLOG("backlog", "TIME", "", "Starts so long before --start; needs --throttle off or clock."),
    PARTITIONS("partitions", "N", "2", "Source subtasks. Must stay the same when a job is restored."),
    START("start", "now|INSTANT", "now", "Event time of the first event, e.g. 2026-01-01T00:00:00Z."),
    SEED("seed", "N", "1", "Same seed, options and start: same events."),
    OUT_OF_ORDER("out-of-order", "TIME", "500ms", "How far event times are shuffled, and watermarks held back."),
    DUPLICATES("duplicates", "SHARE", "0.01", "Share of messages that the upstream delivers again."),

    OPEN_CONVERSATIONS("open-conversations", "N", "1000", "Conversations open at the same time, at most."),
    LIFETIME("lifetime", "TIME", "20s", "Mean time from opening to closing; each takes 0.5 to 1.5 times that."),
    KEY_SKEW("key-skew", "S", "0.2", "Zipf exponent of events over conversations; 0: all equally busy."),
    CUSTOMERS("customers", "N", "", "Customers, who come back and whose profiles are kept. Default: each comes once."),
    TENANTS("tenants", "N", "50", "Tenants."),
    TENANT_SKEW("tenant-skew", "S", "1.0", "Zipf exponent of conversations over tenants; 0: all equally big."),
    AGENTS("agents", "N", "200", "Support agents who reply."),
    UNANSWERED("unanswered", "SHARE", "0.05", "Share of replies that do not come, so that deadlines are missed."),
    MESSAGE_BYTES("message-bytes", "N", "120", "Mean length of a message."),
    PROFILE_BYTES("profile-bytes", "N", "200", "Mean length of a customer profile."),

    REPLY_DEADLINE("reply-deadline", "TIME", "2s", "A message must be answered within this event time."),
    RATING_WINDOW("rating-window", "TIME", "10s", "A closed conversation can be rated this long, then is forgotten."),
    TTL("ttl", "TIME", "60s", "Time to live of the state last-sequence (processing time)."),
    WINDOW("window", "TIME", "10s", "Window of the aggregate per tenant."),

    WITHOUT("without", "STATE", "", "A version of the job that does not have this state, of those that can leak."),

    CHECKPOINT_DIR("checkpoint-dir", "URI", "", "Default: as the cluster is configured."),
    CHECKPOINT_INTERVAL("checkpoint-interval", "TIME", "", "Default: as the cluster is configured, else 10s."),

    SCENARIO("scenario", "NAME", "", "Presets of growth without a leak; scenarios are listed below."),
    FAIL_EVERY("fail-every", "TIME", "", "The job fails, and is restarted by Flink, so often."),

    LEAK("leak", "CAUSE", "none", "Which leak the job has; causes are listed below."),
    LEAK_AFTER("leak-after", "TIME", "30s", "Event time from the start until the leak begins."),
    LEAK_SHARE("leak-share", "SHARE", "0.3", "Share of conversations that partly-cleared leaks."),
    LEAK_STATE(
            "leak-state",
            "STATE",
            "customer-profile",
            "Which state never-cleared and partly-cleared leak; dead with dead-state."),
    CONTROL_FILE("control-file", "PATH", "", "While this file exists, its line leak=CAUSE overrides --leak.");

    private final String option;
    private final String valueHint;
    private final String defaultValue;
    private final String meaning;

    Flag(String name, String valueHint, String defaultValue, String meaning) {
        this.option = "--" + name;
        this.valueHint = valueHint;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** As typed, with the dashes. */
    public String option() {
        return option;
    }

    String valueHint() {
        return valueHint;
    }

    /** Empty: not set unless given. */
    public String defaultValue() {
        return defaultValue;
    }

    String meaning() {
        return meaning;
    }
}
