package io.streamgauge.testbed.golden;

import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.process.TestbedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dev/golden}. Exit codes: 0 ok, 1 failed, 2 bad usage. */
@Command(
        name = "dev/golden",
        mixinStandardHelpOptions = true,
        description = "Makes golden checkpoints again, in real clusters, one after another; all when none is named.")
public final class GoldenMain implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Golden checkpoints to make; --list tells them.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Print the names and end.")
    private boolean list;

    @Option(
            names = "--output",
            paramLabel = "DIRECTORY",
            defaultValue = "checkpoint-reader/src/test/resources/golden",
            description = "Where each gets a directory. Default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("");

    @Option(
            names = "--flink-2.3-is",
            paramLabel = "LINE",
            description =
                    "The jars in testbed/flink-2.3 are of this line of Flink: makes the variants of 2.3 with it, and"
                            + " names them after it.")
    private @Nullable String otherLine;

    /** Starts the command line. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new GoldenMain()).execute(args));
    }

    @Override
    public Integer call() {
        List<Variant> all = variants();
        if (list) {
            all.forEach(variant -> System.out.println(variant.name()));
            return 0;
        }
        List<String> unknown = new ArrayList<>(names);
        all.forEach(variant -> unknown.remove(variant.name()));
        if (!unknown.isEmpty()) {
            System.err.println("dev/golden: no such golden checkpoint: " + unknown + "; --list tells them");
            return 2;
        }
        int failed = 0;
        for (Variant variant : all) {
            if (names.isEmpty() || names.contains(variant.name())) {
                failed += make(variant) ? 0 : 1;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private List<Variant> variants() {
        String line = otherLine;
        if (line == null) {
            return Variants.all();
        }
        return Variants.all().stream()
                .filter(variant -> variant.version() == FlinkVersion.V2_3)
                .map(variant -> variant.namedAfter(line))
                .toList();
    }

    /** Goes on with the others after a failure. */
    private boolean make(Variant variant) {
        try {
            new GoldenMaker(variant).make(output.resolve(variant.name()));
            System.out.println(variant.name() + ": made");
            return true;
        } catch (TestbedException e) {
            System.out.println(variant.name() + ": FAILED: " + e.getMessage());
            return false;
        }
    }
}
