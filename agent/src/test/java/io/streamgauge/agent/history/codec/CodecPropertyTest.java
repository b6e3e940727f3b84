package io.streamgauge.agent.history.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CodecPropertyTest {

    @Property(tries = 2_000)
    void columnsComeBackBitByBit(@ForAll("columns") double[] values) {
        ByteSink sink = new ByteSink();
        new ColumnCodec(values.length).write(values, values.length, sink);
        double[] read = new double[values.length];
        ByteSource source = ByteSource.of(sink.toBytes());
        new ColumnCodec(values.length).read(source, read, values.length);

        assertThat(bits(read)).isEqualTo(bits(values));
        assertThat(source.hasMore()).isFalse();
    }

    @Property(tries = 300)
    void groupsComeBackWithTheirGaps(@ForAll("columns") double[] values, @ForAll long seed) {
        Random random = new Random(seed);
        int ticks = values.length;
        int series = 1 + random.nextInt(BlockCodec.GROUP);
        int[] ids = new int[series];
        double[][] columns = new double[series][];
        for (int i = 0; i < series; i++) {
            ids[i] = (i == 0 ? 0 : ids[i - 1] + 1) + random.nextInt(1_000_000);
            columns[i] = values.clone();
            double gaps = random.nextInt(3) * 0.4;
            for (int tick = 0; tick < ticks; tick++) {
                columns[i][tick] = random.nextDouble() < gaps ? Double.NaN : columns[i][tick];
            }
        }
        byte[] bytes = new BlockCodec().encodeGroup(ids, columns, 0, series, ticks);
        List<Integer> readIds = new ArrayList<>();
        BlockCodec.decodeGroup(bytes, ticks, (id, read) -> {
            assertThat(bits(read)).isEqualTo(bits(columns[readIds.size()]));
            readIds.add(id);
        });
        assertThat(readIds).containsExactlyElementsOf(Arrays.stream(ids).boxed().toList());
        int[] next = {0};
        BlockCodec.decodeSummary(new BlockCodec().encodeSummary(ids, columns, ticks), ticks, (id, tick, last) -> {
            double[] column = columns[next[0]];
            assertThat(id).isEqualTo(ids[next[0]++]);
            assertThat(Double.doubleToRawLongBits(last)).isEqualTo(Double.doubleToRawLongBits(column[tick]));
            for (int later = tick + 1; later < ticks; later++) {
                assertThat(column[later]).isNaN();
            }
        });
        assertThat(next[0]).isEqualTo(series);
    }

    @Property(tries = 300)
    void rowsComeBack(@ForAll("columns") double[] values, @ForAll long seed) {
        int[] ids = new Random(seed).ints(values.length, 0, Integer.MAX_VALUE).toArray();
        byte[] row = TickRow.encode(ids, values, values.length, new ByteSink());
        int[] next = {0};
        TickRow.decode(row, (id, value) -> {
            assertThat(id).isEqualTo(ids[next[0]]);
            assertThat(Double.doubleToRawLongBits(value)).isEqualTo(Double.doubleToRawLongBits(values[next[0]++]));
        });
        assertThat(next[0]).isEqualTo(values.length);
    }

    @Property(tries = 1_000)
    void damagedGroupsAreRefusedWithAClearError(@ForAll("columns") double[] values, @ForAll long seed) {
        int ticks = values.length;
        byte[] bytes = new BlockCodec().encodeGroup(new int[] {3, 9}, new double[][] {values, values}, 0, 2, ticks);
        Random random = new Random(seed);
        byte[] damaged;
        if (random.nextBoolean()) {
            damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else {
            damaged = bytes.clone();
            damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        assertThatThrownBy(() -> BlockCodec.decodeGroup(damaged, ticks, (id, read) -> {}))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageMatching("(checksum|found).*");
    }

    /** Even where the checksum holds, as with bytes that someone made up, nothing else escapes. */
    @Property(tries = 3_000)
    void madeUpBytesEndInAnErrorOrAValue(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 50) int ticks) {
        ByteSink sink = new ByteSink();
        sink.putByte(1);
        sink.putBytes(bytes);
        byte[] checked = sink.toCheckedBytes();
        assertThatCode(() -> {
                    refusedOrRead(() -> BlockCodec.decodeGroup(checked, ticks, (id, values) -> {}));
                    refusedOrRead(() -> BlockCodec.decodeHeader(checked));
                    refusedOrRead(() -> BlockCodec.decodeSummary(checked, ticks, (id, tick, value) -> {}));
                    refusedOrRead(() -> TickRow.decode(checked, (id, value) -> {}));
                    refusedOrRead(() -> new ColumnCodec(ticks).read(ByteSource.of(bytes), new double[ticks], ticks));
                })
                .doesNotThrowAnyException();
    }

    private static void refusedOrRead(Runnable decode) {
        try {
            decode.run();
        } catch (CorruptDataException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<double[]> columns() {
        Arbitrary<Double> any =
                Arbitraries.longs().map(Double::longBitsToDouble).filter(value -> !Double.isNaN(value));
        Arbitrary<Double> special = Arbitraries.of(
                0.0,
                -0.0,
                1.0,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                9007199254740992.0,
                -9007199254740994.0,
                9.3e18);
        Arbitrary<Double> whole = Arbitraries.longs().between(-5_000, 1L << 40).map(value -> (double) value);
        Arbitrary<Double> large =
                Arbitraries.longs().between(-(1L << 53), 1L << 53).map(value -> (double) value);
        Arbitrary<Double> perMinute = Arbitraries.integers().between(0, 100_000).map(value -> value / 60.0);
        Arbitrary<Double> millis = Arbitraries.longs().between(0, 2L << 40).map(value -> value / 1000.0);
        Arbitrary<Double> ratio = Arbitraries.integers().between(0, 1_000).map(value -> value / 1000.0);
        Arbitrary<Double> mixed = Arbitraries.oneOf(List.of(any, special, whole, ratio));
        return Arbitraries.oneOf(List.of(any, special, whole, large, perMinute, millis, ratio, mixed).stream()
                        .map(CodecPropertyTest::column)
                        .toList())
                .map(boxed -> boxed.stream().mapToDouble(value -> value).toArray());
    }

    private static Arbitrary<List<Double>> column(Arbitrary<Double> value) {
        return value.list().ofMinSize(1).ofMaxSize(150);
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
