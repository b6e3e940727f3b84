package io.streamgauge.checkpoint.sst;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Every table file of the golden checkpoints, which real Flink clusters wrote, against sst_dump and against its own properties. */
class FlinkTablesIT {

    private static final Path GOLDEN =
            Path.of(System.getProperty("streamgauge.home", ".."), "checkpoint-reader/src/test/resources/golden");
    private static final long MAGIC = 0x88e241b785f4cff7L;
    private static final Pattern ENTRIES = Pattern.compile("# entries: (\\d+)");

    /** The tool insists on the name. */
    @TempDir
    private Path directory;

    private static List<Path> tables() throws IOException {
        List<Path> tables = new ArrayList<>();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                // Merged files hold several tables each; GoldenReadTest reads those.
                boolean merged = file.toString().contains("file-merging");
                if (bytes.length > 60 && !merged && endsWithMagic(bytes)) {
                    tables.add(file);
                }
            }
        }
        return tables;
    }

    private static boolean endsWithMagic(byte[] bytes) {
        for (int i = 0; i < 8; i++) {
            if (bytes[bytes.length - 8 + i] != (byte) (MAGIC >>> (8 * i))) {
                return false;
            }
        }
        return true;
    }

    @Test
    void holdWhatTheirPropertiesAndSstDumpSay() throws Exception {
        List<Path> tables = tables();
        assertThat(tables).hasSizeGreaterThan(10);
        for (Path file : tables) {
            TableFile table = TableFile.open(Bytes.of(file));
            TableProperties properties = table.properties();
            long[] codes = new long[8];
            long[] bytes = new long[2];
            table.forEach(KeyRange.all(), 64 << 10, (key, keyLength, value, start, length, sequence, type) -> {
                codes[type.code()]++;
                bytes[0] += keyLength + 8;
                bytes[1] += length;
            });
            long deletions = codes[EntryType.DELETION.code()] + codes[EntryType.SINGLE_DELETION.code()];
            long entries = deletions + codes[EntryType.VALUE.code()] + codes[EntryType.MERGE.code()];
            int ranges = table.rangeTombstones().size();

            assertThat(properties.columnFamilyName()).as("%s", file).isPresent();
            assertThat(properties.entries().orElseThrow()).as("%s", file).isEqualTo(entries + ranges);
            assertThat(properties.deletions().orElseThrow()).isEqualTo(deletions + ranges);
            assertThat(properties.mergeOperands().orElseThrow()).isEqualTo(codes[EntryType.MERGE.code()]);
            if (ranges == 0) {
                assertThat(properties.rawKeyBytes().orElseThrow()).isEqualTo(bytes[0]);
                assertThat(properties.rawValueBytes().orElseThrow()).isEqualTo(bytes[1]);
            }
            assertThat(table.index().dataBytes())
                    .isEqualTo(properties.dataBytes().orElseThrow());
            assertThat(entriesOfSstDump(file))
                    .as("%s", file)
                    .isEqualTo(properties.entries().orElseThrow());
        }
    }

    /** Iterates over all entries, and prints how many the properties say. */
    private long entriesOfSstDump(Path golden) throws IOException, InterruptedException {
        Path file = Files.copy(golden, directory.resolve("a.sst"), StandardCopyOption.REPLACE_EXISTING);
        Process process = new ProcessBuilder(
                        "sst_dump", "--command=check", "--verify_checksum", "--show_properties", "--file=" + file)
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        Matcher entries = ENTRIES.matcher(printed);
        assertThat(entries.find()).as(printed).isTrue();
        return Long.parseLong(entries.group(1));
    }
}
