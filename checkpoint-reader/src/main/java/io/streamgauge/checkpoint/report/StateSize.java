package io.streamgauge.checkpoint.report;

import org.jspecify.annotations.Nullable;

/**
 * How much of it there is. Counts are those of the files: an entry that was overwritten or deleted counts until a compaction drops
 * it, so they are upper bounds of what lives.
 *
 * @param bytes in checkpoint storage, after compression; null where the state's part of a file that it shares with others is not known:
 *     it is then in {@link OperatorReport#otherBytes}
 * @param files that hold nothing else; parts of merged files and of {@code _metadata} count as files
 * @param entries puts and merge operands, without tombstones; null where the backend does not tell
 * @param tombstones deletions not yet compacted away
 * @param mergeOperands elements appended to lists and not yet merged, part of entries
 * @param rangeDeletions left by rescaling
 * @param rawKeyBytes of keys before compression, tombstones included
 * @param rawValueBytes before compression
 */
public record StateSize(
        @Nullable Long bytes,
        int files,
        @Nullable Long entries,
        @Nullable Long tombstones,
        @Nullable Long mergeOperands,
        @Nullable Long rangeDeletions,
        @Nullable Long rawKeyBytes,
        @Nullable Long rawValueBytes) {

    /** Of one entry or tombstone. Null where it is not known or nothing is there. */
    public @Nullable Double meanKeyBytes() {
        if (rawKeyBytes == null || entries == null || tombstones == null || entries + tombstones == 0) {
            return null;
        }
        return (double) rawKeyBytes / (entries + tombstones);
    }

    /** Of one entry. Null where it is not known or nothing is there. */
    public @Nullable Double meanValueBytes() {
        return rawValueBytes == null || entries == null || entries == 0 ? null : (double) rawValueBytes / entries;
    }
}
