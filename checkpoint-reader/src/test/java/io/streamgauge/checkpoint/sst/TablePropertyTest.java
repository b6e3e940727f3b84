package io.streamgauge.checkpoint.sst;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever map RocksDB writes is read back, and any range of it is its sub-map. */
class TablePropertyTest {

    private static final List<Variant> VARIANTS = Variant.all();

    @Provide
    Arbitrary<List<byte[]>> keys() {
        // Few distinct bytes: shared prefixes, keys that are prefixes of others.
        Arbitrary<Byte> few = Arbitraries.of((byte) 0, (byte) 1, (byte) 0x7f, (byte) 0x80, (byte) 0xff);
        return few.array(byte[].class)
                .ofMinSize(0)
                .ofMaxSize(40)
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    @Provide
    Arbitrary<Variant> variants() {
        return Arbitraries.of(VARIANTS);
    }

    @Property(tries = 300)
    void readsAnyMapAndAnyRange(
            @ForAll("keys") List<byte[]> keys,
            @ForAll("variants") Variant variant,
            @ForAll("keys") List<byte[]> borders)
            throws Exception {
        NavigableMap<byte[], byte[]> content = Content.sorted();
        for (int i = 0; i < keys.size(); i++) {
            byte[] value = new byte[i * 7 % 200];
            Arrays.fill(value, (byte) i);
            content.put(keys.get(i), value);
        }
        Path file = Files.createTempFile("table", ".sst");
        try {
            Content.write(file, variant, content);
            TableFile table = TableFile.open(Bytes.of(file));
            assertThat(Content.equal(Content.read(table, KeyRange.all(), 100), content))
                    .isTrue();
            for (int i = 1; i < Math.min(borders.size(), 10); i++) {
                byte[] from = borders.get(i - 1);
                byte[] to = borders.get(i);
                if (Arrays.compareUnsigned(from, to) < 0) {
                    assertThat(Content.equal(
                                    Content.read(table, KeyRange.of(from, to), 100),
                                    content.subMap(from, true, to, false)))
                            .isTrue();
                }
            }
        } finally {
            Files.delete(file);
        }
    }
}
