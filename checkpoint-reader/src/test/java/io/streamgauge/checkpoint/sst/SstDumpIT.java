package io.streamgauge.checkpoint.sst;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

import static org.assertj.core.api.Assertions.assertThat;

/** Every entry and the properties are those that RocksDB's own sst_dump shows (Debian's rocksdb-tools, which know formats up to 5). */
class SstDumpIT {

    private static final Pattern ENTRY =
            Pattern.compile("^'([0-9A-F]*)' seq:(\\d+), type:(\\d+) => ([0-9A-F]*)$", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    static List<Variant> variants() {
        return Variant.all().stream()
                .filter(variant -> variant.formatVersion() <= 5)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void showsTheSameEntries(Variant variant) throws Exception {
        try (Options options = variant.options().setDisableAutoCompactions(true);
                RocksDB database = RocksDB.open(options, directory.toString());
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            int i = 0;
            for (var entry : Content.random(1000, 8).entrySet()) {
                switch (i++ % 5) {
                    case 0 -> database.merge(entry.getKey(), entry.getValue());
                    case 1 -> database.delete(entry.getKey());
                    case 2 -> database.singleDelete(entry.getKey());
                    default -> database.put(entry.getKey(), entry.getValue());
                }
            }
            database.flush(flush);
            for (LiveFileMetaData file : database.getLiveFilesMetaData()) {
                assertSame(Path.of(file.path(), file.fileName()));
            }
        }
    }

    private static void assertSame(Path file) throws Exception {
        String printed = dump(file);
        List<String> expected = new ArrayList<>();
        Matcher entries = ENTRY.matcher(printed);
        while (entries.find()) {
            expected.add(entries.group());
        }
        TableFile table = TableFile.open(Bytes.of(file));
        List<String> found = new ArrayList<>();
        HexFormat hex = HexFormat.of().withUpperCase();
        table.forEach(
                KeyRange.all(),
                4096,
                (key, keyLength, value, start, length, sequence, type) -> found.add(String.format(
                        Locale.ROOT,
                        "'%s' seq:%d, type:%d => %s",
                        hex.formatHex(key, 0, keyLength),
                        sequence,
                        type.code(),
                        hex.formatHex(value, start, start + length))));

        assertThat(found).hasSize(1000).isEqualTo(expected);
        TableProperties properties = table.properties();
        assertThat(number(printed, "# entries")).isEqualTo(properties.entries().orElseThrow());
        assertThat(number(printed, "# deletions"))
                .isEqualTo(properties.deletions().orElseThrow());
        assertThat(number(printed, "# merge operands"))
                .isEqualTo(properties.mergeOperands().orElseThrow());
        assertThat(number(printed, "# data blocks"))
                .isEqualTo(properties.dataBlocks().orElseThrow());
        assertThat(number(printed, "data block size"))
                .isEqualTo(properties.dataBytes().orElseThrow());
        assertThat(number(printed, "raw key size"))
                .isEqualTo(properties.rawKeyBytes().orElseThrow());
        assertThat(number(printed, "raw value size"))
                .isEqualTo(properties.rawValueBytes().orElseThrow());
        assertThat(number(printed, "creation time"))
                .isEqualTo(properties.creationSeconds().orElse(0));
        assertThat(number(printed, "file creation time"))
                .isEqualTo(properties.fileCreationSeconds().orElse(0));
    }

    private static long number(String printed, String name) {
        Matcher line = Pattern.compile("^\\s*" + Pattern.quote(name) + ": (\\d+)", Pattern.MULTILINE)
                .matcher(printed);
        assertThat(line.find())
                .as("sst_dump: expected '%s' in %s", name, printed)
                .isTrue();
        return Long.parseLong(line.group(1));
    }

    private static String dump(Path file) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("sst_dump", ".txt");
        try {
            Process process = new ProcessBuilder(
                            "sst_dump", "--command=scan", "--output_hex", "--show_properties", "--file=" + file)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            assertThat(process.waitFor()).isZero();
            return Files.readString(printed, StandardCharsets.ISO_8859_1);
        } finally {
            Files.delete(printed);
        }
    }
}
