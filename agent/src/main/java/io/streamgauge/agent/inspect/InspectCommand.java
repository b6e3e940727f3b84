package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.diff.Difference;
import io.streamgauge.agent.inspect.json.InspectJson;
import io.streamgauge.agent.inspect.json.InspectJson.Inspected;
import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.agent.inspect.text.DifferenceText;
import io.streamgauge.agent.inspect.text.Glyphs;
import io.streamgauge.agent.inspect.text.ListText;
import io.streamgauge.agent.inspect.text.ReportText;
import io.streamgauge.agent.inspect.text.Terminal;
import io.streamgauge.agent.inspect.warning.Warnings;
import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.report.Depth;
import io.streamgauge.checkpoint.storage.s3.S3Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streamgauge inspect}: what is in a checkpoint, per state. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows what is in a checkpoint or savepoint, per state, the largest first.",
        footer = {
            "",
            "Reads only, and needs neither Flink nor the job's classes. Exit codes: 0 ok, 1 failed, 2 bad usage.",
        })
public final class InspectCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            description =
                    "A checkpoint, savepoint or its _metadata; or the directory of a job or of several: then the newest"
                            + " complete one. In the local file system, or in S3 (s3://BUCKET/...).")
    private String place = "";

    @Option(names = "--all", description = "Of a directory list all complete checkpoints.")
    private boolean all;

    @Option(names = "--diff", paramLabel = "OTHER", description = "Show what changed since OTHER, an older checkpoint.")
    private @Nullable String other;

    @Option(
            names = "--depth",
            paramLabel = "DEPTH",
            converter = Options.DepthConverter.class,
            description =
                    "sizes (usual): descriptions and indexes only. keys: also some of the data, to estimate live keys."
                            + " full: all data, to count them.")
    private Depth depth = Depth.SIZES;

    @Option(
            names = "--key-groups",
            paramLabel = "N",
            converter = Options.KeyGroupsConverter.class,
            description = "At depth keys, how many key groups of 128 to read; 1 is usual, 8 are more exact.")
    private int keyGroups = 1;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Only this operator: uid, name, or start of its id.")
    private @Nullable String operator;

    @Option(names = "--state", paramLabel = "NAME", description = "Only states of this name.")
    private @Nullable String state;

    @Option(
            names = "--states",
            paramLabel = "N|all",
            converter = Options.RowsConverter.class,
            description = "How many states to show; 20 is usual. The smaller ones are summed up.")
    private int rows = 20;

    @Option(
            names = "--also",
            paramLabel = "DIRECTORY",
            description = "Where else the checkpoint may name files: changelog files, a claimed savepoint. May be given"
                    + " several times.")
    private List<String> also = List.of();

    @Option(
            names = "--json",
            description = "Print all that is known as JSON, as docs/inspect.schema.json describes it.")
    private boolean json;

    @Option(names = "--width", paramLabel = "COLUMNS", description = "Of the table; else that of the terminal.")
    private @Nullable Integer width;

    @Mixin
    private S3Options s3 = new S3Options();

    public InspectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (all && other != null) {
            throw new ParameterException(spec.commandLine(), "--all and --diff exclude each other");
        }
        PrintWriter err = spec.commandLine().getErr();
        ProgressLine progress = new ProgressLine(err, surroundings.errIsTerminal(), surroundings.nanoTime());
        Interruption interruption = new Interruption(progress::stop);
        try (RemoteStorage remote = new RemoteStorage(s3Settings())) {
            return run(progress, remote);
        } catch (InspectException e) {
            return failed(progress, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(progress, Failures.describe(e));
        } catch (DirectoryIteratorException e) {
            IOException cause = e.getCause();
            return failed(progress, Failures.describe(cause == null ? new IOException(e) : cause));
        } catch (CancellationException e) {
            return INTERRUPTED;
        } finally {
            interruption.over();
        }
    }

    private int failed(ProgressLine progress, String message) {
        progress.clear();
        spec.commandLine().getErr().println("streamgauge: " + Glyphs.printable(message));
        return 1;
    }

    private S3Settings s3Settings() {
        try {
            return s3.settings();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int run(ProgressLine progress, RemoteStorage remote) throws IOException, InspectException {
        Selection selection = new Selection(operator, state);
        Found found = CheckpointFinder.find(place, remote);
        Readings readings = new Readings(extraRoots(), remote, surroundings.secret(), depth, keyGroups, progress);
        if (other != null) {
            Reading then = newest(CheckpointFinder.find(other, remote), other, readings, selection, remote);
            difference(then, newest(found, place, readings, selection, remote), selection, progress);
            return 0;
        }
        List<Reading> read = new ArrayList<>();
        int code = 0;
        if (all) {
            code = all(found, readings, selection, progress, read);
        } else {
            read.add(newest(found, place, readings, selection, remote));
        }
        progress.clear();
        Selected.check(selection, read);
        if (json) {
            json(read, found, selection);
        } else {
            text(read, found, selection);
        }
        return code;
    }

    private static Reading newest(
            Found found, String place, Readings readings, Selection selection, RemoteStorage remote)
            throws IOException {
        return NewestReading.of(
                found, () -> CheckpointFinder.find(place, remote), located -> readings.read(located, selection));
    }

    private int all(Found found, Readings readings, Selection selection, ProgressLine progress, List<Reading> read) {
        int code = 0;
        for (LocatedCheckpoint located : found.complete()) {
            try {
                read.add(readings.read(located, selection));
            } catch (IOException e) {
                failed(progress, Failures.describe(e));
                // That a checkpoint goes while others are read is nobody's failure.
                code = e instanceof SupersededException ? code : 1;
            }
        }
        return code;
    }

    private void json(List<Reading> read, Found found, Selection selection) throws IOException {
        Instant now = surroundings.clock().instant();
        List<Inspected> inspected = read.stream()
                .map(reading ->
                        new Inspected(reading, Warnings.of(reading.report(), selection, surroundings.limits(), now)))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        new InspectJson(out).checkpoints(inspected, found.incomplete(), selection);
        out.println();
        out.flush();
    }

    private void text(List<Reading> read, Found found, Selection selection) {
        Instant now = surroundings.clock().instant();
        Terminal terminal = surroundings.terminal(width);
        ListText list = new ListText(terminal, now);
        if (all) {
            print(list.lines(read, selection));
        } else {
            Reading reading = read.get(0);
            print(new ReportText(terminal, now)
                    .lines(
                            reading,
                            selection,
                            rows,
                            Warnings.of(reading.report(), selection, surroundings.limits(), now)));
        }
        List<String> passedOver =
                list.passedOver(found.incomplete(), all ? 0 : found.complete().size() - 1);
        if (!passedOver.isEmpty()) {
            print(List.of(""));
            print(passedOver);
        }
    }

    private void difference(Reading then, Reading now, Selection selection, ProgressLine progress)
            throws IOException, InspectException {
        progress.clear();
        Selected.check(selection, List.of(then, now));
        Difference difference = Difference.of(then, now, selection);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            new InspectJson(out).difference(difference);
            out.println();
            out.flush();
        } else {
            print(new DifferenceText(surroundings.terminal(width)).lines(difference, rows));
        }
    }

    private List<String> extraRoots() throws IOException, InspectException {
        List<String> roots = new ArrayList<>();
        for (String directory : also) {
            if (RemoteStorage.has(directory)) {
                roots.add(directory);
                continue;
            }
            Path path = CheckpointFinder.path(directory);
            roots.add(path.toString());
            // Checkpoints name files by either.
            roots.add(path.toRealPath().toString());
        }
        return roots;
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
