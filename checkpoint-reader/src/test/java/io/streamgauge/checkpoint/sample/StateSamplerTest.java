package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.key.KeyLayout;
import io.streamgauge.checkpoint.key.PartSize;
import io.streamgauge.checkpoint.key.SaltedHash;
import io.streamgauge.checkpoint.key.ValueLayout;
import io.streamgauge.checkpoint.report.FullScan;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateSamplerTest {
    private static final KeyGroupPrefix PREFIX = new KeyGroupPrefix(1);
    private static final SaltedHash HASH = new SaltedHash(new byte[16]);
    private static final StateSampler.Limits LIMITS = new StateSampler.Limits(1000, 3);

    private static StateLayout layout(boolean timers, ValueLayout.Kind kind, NamespaceKind namespace, boolean strings) {
        PartSize key = strings ? PartSize.variable() : PartSize.fixed(8);
        PartSize userKey = kind == ValueLayout.Kind.MAP ? PartSize.variable() : PartSize.fixed(0);
        PartSize space = namespace == NamespaceKind.VOID ? PartSize.oneByteNamespace() : PartSize.timeWindow();
        return new StateLayout(
                timers,
                new KeyLayout(PREFIX, key, space, userKey),
                strings,
                namespace,
                new ValueLayout(kind, false),
                OptionalInt.empty());
    }

    private static StateSampler sampler(StateLayout layout, StateSampler.Limits limits, boolean full) {
        return new StateSampler(
                layout, HASH, limits, IntStream.range(0, 128).boxed().toList(), 128, full);
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Long number) {
                out.writeBytes(ByteBuffer.allocate(8).putLong(number).array());
            } else if (part instanceof Integer small) {
                out.write(small);
            } else {
                byte[] text = part.toString().getBytes(StandardCharsets.US_ASCII);
                out.write(text.length + 1);
                out.writeBytes(text);
            }
        }
        return out.toByteArray();
    }

    private static void show(StateSampler sampler, byte[] key, byte[] value) {
        sampler.entry(key, key.length, value, 0, value.length, 1);
    }

    @Test
    void userKeysOfAMapBehindTextKeysAreOfOneKey() {
        StateSampler sampler = sampler(layout(false, ValueLayout.Kind.MAP, NamespaceKind.VOID, true), LIMITS, true);
        for (String key : List.of("a", "ab", "abc")) {
            for (String userKey : List.of("x", "y")) {
                show(sampler, bytes(7, key, 0, userKey), new byte[10]);
            }
        }
        sampler.end();

        KeySample sample = sampler.sample();
        Objects.requireNonNull(sample);
        assertThat(sample.liveKeys().value()).isEqualTo(3);
        assertThat(sample.liveEntries().value()).isEqualTo(6);
        assertThat(sample.keys().userEntries(1)).isEqualTo(2);
        FullScan scan = sampler.scan();
        assertThat(scan.keys()).isEqualTo(3);
        assertThat(scan.heaviest()).extracting(FullScan.HeavyKey::entries).containsExactly(2L, 2L, 2L);
        assertThat(scan.heaviest())
                .extracting(FullScan.HeavyKey::bytes)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void keysThatCannotBeToldApartMakeNoSample() {
        StateLayout unknown = new StateLayout(
                false,
                new KeyLayout(PREFIX, PartSize.unknown(), PartSize.oneByteNamespace(), PartSize.variable()),
                false,
                NamespaceKind.VOID,
                new ValueLayout(ValueLayout.Kind.MAP, false),
                OptionalInt.empty());
        StateSampler sampler = sampler(unknown, LIMITS, true);
        show(sampler, bytes(7, "a", 0, "x"), new byte[10]);
        sampler.end();

        assertThat(sampler.sample()).isNull();
        assertThat(sampler.notSplit()).isEqualTo(1);
        assertThat(sampler.scan().entries()).isEqualTo(1);
        assertThat(sampler.scan().keys()).isNull();
        assertThat(sampler.scan().bytesPerKey()).isNull();
    }

    @Test
    void timersOfAKeyCountTogetherThoughOthersLieBetween() {
        StateSampler sampler = sampler(layout(true, ValueLayout.Kind.SINGLE, NamespaceKind.VOID, false), LIMITS, true);
        for (long time = 0; time < 10; time++) {
            show(sampler, bytes(3, time ^ Long.MIN_VALUE, time % 2, 0), new byte[0]);
        }
        sampler.end();

        KeySample sample = sampler.sample();
        Objects.requireNonNull(sample);
        assertThat(sample.liveKeys().value()).isEqualTo(2);
        assertThat(sample.liveEntries().value()).isEqualTo(10);
        assertThat(sample.keys().userEntries(0)).isEqualTo(5);
        assertThat(sampler.times().dueTimes().total()).isEqualTo(10);
    }

    @Test
    void windowsOfAKeyAreKeysOfTheirOwnButClusterOnIt() {
        StateSampler sampler = new StateSampler(
                layout(false, ValueLayout.Kind.SINGLE, NamespaceKind.TIME_WINDOW, false),
                HASH,
                LIMITS,
                List.of(3),
                128,
                false);
        for (long key = 0; key < 4; key++) {
            for (long window = 0; window < 25; window++) {
                show(sampler, bytes(3, key, window * 10, window * 10 + 10), new byte[1]);
            }
        }
        sampler.end();

        KeySample sample = sampler.sample();
        Objects.requireNonNull(sample);
        assertThat(sample.liveKeys().value()).isEqualTo(100 * 128);
        // As uncertain as four keys, not as a hundred.
        assertThat(sample.liveKeys().low()).isLessThan(0.5 * 100 * 128);
        assertThat(sample.keys().windowEndMillis(0)).isEqualTo(10);
    }

    @Test
    void tooManyKeysLeaveThoseOfTheSmallestHashes() {
        StateLayout layout = layout(false, ValueLayout.Kind.SINGLE, NamespaceKind.VOID, false);
        StateSampler all = sampler(layout, new StateSampler.Limits(10_000, 3), true);
        StateSampler few = sampler(layout, new StateSampler.Limits(50, 3), true);
        for (long key = 0; key < 1000; key++) {
            show(all, bytes(5, key, 0), new byte[1]);
            show(few, bytes(5, key, 0), new byte[1]);
        }
        all.end();
        few.end();

        KeySample expected = all.sample();
        KeySample found = few.sample();
        Objects.requireNonNull(expected);
        Objects.requireNonNull(found);
        assertThat(found.liveKeys().value()).isEqualTo(1000);
        long[] smallest = IntStream.range(0, 1000)
                .mapToLong(expected.keys()::hash)
                .boxed()
                .sorted(Long::compareUnsigned)
                .limit(50)
                .mapToLong(hash -> hash)
                .toArray();
        long[] kept = IntStream.range(0, found.keys().count())
                .mapToLong(found.keys()::hash)
                .boxed()
                .sorted(Long::compareUnsigned)
                .mapToLong(hash -> hash)
                .toArray();
        assertThat(kept).isEqualTo(smallest);
    }

    @Test
    void aChangedValueHasAnotherHashAndTheSameOneTheSame() {
        StateLayout layout = layout(false, ValueLayout.Kind.SINGLE, NamespaceKind.VOID, false);
        long[] hashes = new long[3];
        for (int i = 0; i < 3; i++) {
            StateSampler sampler = sampler(layout, LIMITS, false);
            show(sampler, bytes(5, 42L, 0), new byte[] {(byte) (i / 2)});
            sampler.end();
            KeySample sample = sampler.sample();
            Objects.requireNonNull(sample);
            hashes[i] = sample.keys().valueHash(0);
        }

        assertThat(hashes[0]).isEqualTo(hashes[1]).isNotEqualTo(hashes[2]);
    }
}
