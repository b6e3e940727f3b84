package io.streamgauge.checkpoint.sst;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.IndexShorteningMode;
import org.rocksdb.IndexType;
import org.rocksdb.Options;
import org.rocksdb.StringAppendOperator;

/** One way to write a table file. */
record Variant(
        int formatVersion,
        ChecksumType checksum,
        CompressionType compression,
        IndexType index,
        DataBlockIndexType dataIndex,
        IndexShorteningMode shortening,
        int blockSize,
        int restartInterval,
        int indexRestartInterval,
        boolean filter,
        boolean indexCompression) {

    static Variant plain() {
        return new Variant(
                5,
                ChecksumType.kCRC32c,
                CompressionType.NO_COMPRESSION,
                IndexType.kBinarySearch,
                DataBlockIndexType.kDataBlockBinarySearch,
                IndexShorteningMode.kShortenSeparators,
                4096,
                16,
                1,
                false,
                true);
    }

    Variant withFormat(int version) {
        return new Variant(
                version,
                checksum,
                compression,
                index,
                dataIndex,
                shortening,
                blockSize,
                restartInterval,
                indexRestartInterval,
                filter,
                indexCompression);
    }

    Variant withChecksum(ChecksumType type) {
        return new Variant(
                formatVersion,
                type,
                compression,
                index,
                dataIndex,
                shortening,
                blockSize,
                restartInterval,
                indexRestartInterval,
                filter,
                indexCompression);
    }

    Variant withCompression(CompressionType type) {
        return new Variant(
                formatVersion,
                checksum,
                type,
                index,
                dataIndex,
                shortening,
                blockSize,
                restartInterval,
                indexRestartInterval,
                filter,
                indexCompression);
    }

    Variant withIndex(IndexType type, IndexShorteningMode mode, int interval) {
        return new Variant(
                formatVersion,
                checksum,
                compression,
                type,
                dataIndex,
                mode,
                blockSize,
                restartInterval,
                interval,
                filter,
                indexCompression);
    }

    Variant withBlocks(int size, int interval, DataBlockIndexType type, boolean withFilter) {
        return new Variant(
                formatVersion,
                checksum,
                compression,
                index,
                type,
                shortening,
                size,
                interval,
                indexRestartInterval,
                withFilter,
                indexCompression);
    }

    /** Formats 2 to 7 x each option against the usual rest, and the options that meet in one code path against each other. */
    static List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        for (int version = 2; version <= 7; version++) {
            Variant base = plain().withFormat(version);
            for (ChecksumType checksum : ChecksumType.values()) {
                variants.add(base.withChecksum(checksum));
            }
            for (CompressionType compression : List.of(
                    CompressionType.SNAPPY_COMPRESSION,
                    CompressionType.LZ4_COMPRESSION,
                    CompressionType.LZ4HC_COMPRESSION,
                    CompressionType.ZSTD_COMPRESSION)) {
                variants.add(base.withChecksum(ChecksumType.kXXH3).withCompression(compression));
            }
            for (IndexType index : List.of(
                    IndexType.kBinarySearch, IndexType.kTwoLevelIndexSearch, IndexType.kBinarySearchWithFirstKey)) {
                for (IndexShorteningMode mode : IndexShorteningMode.values()) {
                    variants.add(base.withIndex(index, mode, version % 2 == 0 ? 1 : 8));
                    variants.add(base.withIndex(index, mode, 16).withCompression(CompressionType.SNAPPY_COMPRESSION));
                }
            }
            variants.add(base.withBlocks(256, 1, DataBlockIndexType.kDataBlockBinarySearch, true));
            variants.add(base.withBlocks(4096, 4, DataBlockIndexType.kDataBlockBinaryAndHash, false));
            variants.add(base.withBlocks(1 << 20, 64, DataBlockIndexType.kDataBlockBinaryAndHash, true));
        }
        return variants;
    }

    BlockBasedTableConfig table() {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setFormatVersion(formatVersion)
                .setChecksumType(checksum)
                .setIndexType(index)
                .setDataBlockIndexType(dataIndex)
                .setIndexShortening(shortening)
                .setBlockSize(blockSize)
                .setBlockRestartInterval(restartInterval)
                .setIndexBlockRestartInterval(indexRestartInterval)
                .setEnableIndexCompression(indexCompression)
                .setMetadataBlockSize(512)
                // Marks blocks of evenly spaced keys, which releases of the time of formats up to 5 take for damaged.
                .setUniformCvThreshold(formatVersion <= 5 ? -1 : 1);
        return filter
                ? table.setFilterPolicy(new BloomFilter(10))
                        .setPartitionFilters(index == IndexType.kTwoLevelIndexSearch)
                : table;
    }

    Options options() {
        return new Options()
                .setCreateIfMissing(true)
                .setCompressionType(compression)
                .setMergeOperator(new StringAppendOperator(','))
                .setTableFormatConfig(table());
    }
}
