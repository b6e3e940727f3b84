package io.streamgauge.agent.profile.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streamgauge profile}: a flame graph of a process, job, operator or subtask, by way of a running agent. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Takes a profile of a Flink process through the agent, and shows or saves it.",
        footer = {
            "",
            "Without --output the busiest threads and frames are printed. Names, uids and ids of operators:",
            "/api/v1/jobs of the agent. Exit codes: 0 ok, 1 failed, 2 bad usage.",
            "",
            "  streamgauge profile --operator 'Count per user' --duration 30s --output count.html",
        })
public final class ProfileCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 200;

    /** Beyond the duration: loading the profiler, sending and reading the recording. */
    private static final int PATIENCE_SECONDS = 120;

    @Spec
    private CommandSpec spec;

    @Option(names = "--agent", paramLabel = "URL", description = "The agent's address; ${DEFAULT-VALUE}.")
    private URI agent = URI.create("http://127.0.0.1:9610");

    @Option(names = "--process", paramLabel = "ID", description = "One process by its id.")
    private @Nullable String process;

    @Option(names = "--job", paramLabel = "JOB", description = "A job by id or name: the process that runs most of it.")
    private @Nullable String job;

    @Option(
            names = "--operator",
            paramLabel = "OPERATOR",
            description = "An operator by name, uid or id: the process that runs most of it, and its threads alone.")
    private @Nullable String operator;

    @Option(names = "--subtask", paramLabel = "N", description = "A subtask, from 0.")
    private @Nullable Integer subtask;

    @Option(
            names = "--threads",
            paramLabel = "GROUP",
            description = "Only task, async-checkpoint, rocksdb-background, network, gc, jit or other threads.")
    private @Nullable String threads;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "cpu, wall, alloc, lock or native-memory; ${DEFAULT-VALUE}.")
    private String mode = "cpu";

    @Option(names = "--duration", paramLabel = "TIME", description = "How long, as 30s or 2m; ${DEFAULT-VALUE}.")
    private String duration = "10s";

    @Option(names = "--fold", description = "Make one frame of each run of Flink's own.")
    private boolean fold;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "html, collapsed, pprof or jfr, to --output; else by its ending, html if it has none of these.")
    private @Nullable String format;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to save it; replaced if it exists.")
    private @Nullable Path output;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the agent's profiles.token; else STREAMGAUGE_PROFILES_TOKEN does.")
    private @Nullable Path tokenFile;

    @Option(names = "--json", description = "Print what became of it as JSON.")
    private boolean json;

    private final Map<String, String> environment;

    /** @param environment variables of the process */
    public ProfileCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            run(err);
            return 0;
        } catch (CommandException e) {
            err.println("streamgauge: " + TerminalText.lines(String.valueOf(e.getMessage())));
            return e.exitCode();
        }
    }

    private void run(PrintWriter err) throws CommandException, InterruptedException {
        FileFormat saved = FileFormat.of(format, output);
        int seconds = seconds(duration);
        AgentClient client = new AgentClient(URI.create(address()), token());
        if (process == null && job == null && operator == null && subtask == null) {
            chooseOnly(client.get(""));
        }
        JsonNode taken = client.post(order(seconds));
        if (!json) {
            JsonNode of = taken.path("process");
            err.println("Recording " + mode + " of " + of.path("kind").asText() + " "
                    + TopFrames.shown(of.path("host").asText()) + " ("
                    + of.path("id").asText() + ") for " + seconds
                    + " s");
        }
        taken = finished(client, taken.path("id").asText(), seconds);
        String id = taken.path("id").asText();
        PrintWriter out = spec.commandLine().getOut();
        if (output != null) {
            save(client.file("/" + id + "/download" + selection("format=" + saved.text())), output);
        }
        if (json) {
            ObjectNode told = taken.deepCopy();
            told.put("page", address() + "/profiles#id=" + id);
            if (output != null) {
                told.put("file", output.toString());
            }
            out.println(told.toPrettyString());
        } else {
            tell(client, taken, out);
        }
        out.flush();
    }

    private void tell(AgentClient client, JsonNode taken, PrintWriter out)
            throws CommandException, InterruptedException {
        String id = taken.path("id").asText();
        out.println("Engine: " + taken.path("engine").asText());
        taken.path("notSeen").forEach(one -> out.println("Not seen: " + TopFrames.shown(one.asText())));
        if (output == null) {
            out.println();
            out.print(new TopFrames(client.get("/" + id + "/flamegraph" + selection(""))).text());
            out.println();
        } else {
            out.println("Saved: " + output);
        }
        out.println("Page: " + address() + "/profiles#id=" + id);
    }

    private String address() {
        return agent.toString().replaceAll("/+$", "");
    }

    /** Of several processes one must be named. */
    private void chooseOnly(JsonNode listed) throws CommandException {
        List<String> lines = new ArrayList<>();
        int taskManagers = 0;
        for (JsonNode one : listed.path("processes")) {
            boolean taskManager = one.path("kind").asText().equals("taskmanager");
            taskManagers += taskManager ? 1 : 0;
            lines.add("  --process " + TopFrames.shown(one.path("id").asText()) + "   "
                    + one.path("kind").asText() + " "
                    + TopFrames.shown(one.path("host").asText()));
        }
        if (lines.isEmpty()) {
            throw new CommandException(1, "no process with a reporter is connected to the agent");
        }
        if (taskManagers > 1 || (taskManagers == 0 && lines.size() > 1)) {
            throw new CommandException(
                    2,
                    lines.size() + " processes are connected; name one, or a --job, --operator or --subtask:\n"
                            + String.join("\n", lines));
        }
    }

    private ObjectNode order(int seconds) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("mode", mode).put("durationSeconds", seconds);
        if (process != null) {
            order.put("process", process);
        }
        if (job != null) {
            order.put("job", job);
        }
        if (operator != null) {
            order.put("operator", operator);
        }
        if (subtask != null) {
            order.put("subtask", subtask);
        }
        if (threads != null) {
            order.put("threads", threads);
        }
        return order;
    }

    private static JsonNode finished(AgentClient client, String id, int seconds)
            throws CommandException, InterruptedException {
        long polls = (seconds + PATIENCE_SECONDS) * 1_000L / POLL_MILLIS;
        for (long i = 0; i < polls; i++) {
            JsonNode taken = client.get("/" + id);
            String state = taken.path("state").asText();
            if (state.equals("failed")) {
                throw new CommandException(
                        1, "no profile: " + taken.path("error").path("message").asText());
            }
            if (state.equals("done")) {
                return taken;
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new CommandException(
                1,
                "the agent has not ended the profile " + id + " for " + PATIENCE_SECONDS
                        + " s longer than it was to take; see its log");
    }

    private String selection(String first) {
        List<String> query = new ArrayList<>();
        if (!first.isEmpty()) {
            query.add(first);
        }
        add(query, "operator", operator);
        add(query, "subtask", subtask == null ? null : subtask.toString());
        add(query, "threads", threads);
        add(query, "fold", fold ? "flink" : null);
        return query.isEmpty() ? "" : "?" + String.join("&", query);
    }

    private static void add(List<String> query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static int seconds(String text) throws CommandException {
        if (!text.matches("\\d{1,4}[sm]")) {
            throw new CommandException(2, "--duration: found " + text + ", expected a time such as 30s or 2m");
        }
        int number = Integer.parseInt(text.substring(0, text.length() - 1));
        return text.endsWith("m") ? number * 60 : number;
    }

    private @Nullable String token() throws CommandException {
        if (tokenFile == null) {
            return environment.get("STREAMGAUGE_PROFILES_TOKEN");
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new CommandException(2, "--token-file: " + tokenFile + " cannot be read");
        }
    }

    private static void save(byte[] file, Path to) throws CommandException {
        try {
            Files.write(to, file);
        } catch (IOException e) {
            throw new CommandException(1, to + " cannot be written: " + e.getMessage());
        }
    }
}
