package io.streamgauge.checkpoint.storage;

import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReferencePolicyTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "ffffffffffffffffffffffffffffffff";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/base/" + JOB + "/chk-7/x",
                "file:/base/" + JOB + "/shared/x",
                "file:///base/" + JOB + "/taskowned/x/y",
                "file:/base/" + OTHER + "/shared/x",
                "file:/base/" + OTHER + "/chk-3/x"
            })
    void allowsWhereFlinkPutsFiles(String path) {
        assertThat(ReferencePolicy.of("/base/" + JOB + "/chk-7", List.of()).allows(path))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/base/x",
                "/base/" + OTHER + "/x",
                "/base/" + OTHER + "/secret/x",
                "/base/" + JOB + "/../" + "secret/shared/x",
                "/base/" + JOB + "x/shared/x",
                "/base/notajob/shared/x",
                "shared/x",
                "s3://bucket/base/" + JOB + "/shared/x",
                "file://host/base/" + JOB + "/shared/x"
            })
    void refusesAnythingElse(String path) {
        assertThat(ReferencePolicy.of("/base/" + JOB + "/chk-7", List.of()).allows(path))
                .isFalse();
    }

    @Test
    void allowsExtraRoots() {
        ReferencePolicy policy = ReferencePolicy.of("/base/" + JOB + "/chk-7", List.of("file:/changes"));

        assertThat(policy.allows("/changes/" + JOB + "/dstl/x")).isTrue();
        assertThat(policy.allows("/changesx")).isFalse();
    }

    @Test
    void keepsASavepointToItsDirectory() {
        ReferencePolicy policy = ReferencePolicy.of("/savepoints/savepoint-1-2", List.of());

        assertThat(policy.allows("/savepoints/savepoint-1-2/x")).isTrue();
        assertThat(policy.allows("/savepoints/savepoint-1-3/x")).isFalse();
    }

    @Test
    void knowsCheckpointsWithoutADirectoryPerJob() {
        ReferencePolicy policy = ReferencePolicy.of("s3://bucket/a/chk-7", List.of());

        assertThat(policy.allows("s3://bucket/a/shared/x")).isTrue();
        assertThat(policy.allows("s3://bucket/a/other/x")).isFalse();
        assertThat(policy.allows("s3://other/a/shared/x")).isFalse();
    }

    @Test
    void takesEachSchemeOfS3ForTheSame() {
        ReferencePolicy policy = ReferencePolicy.of("s3://bucket/a/" + JOB + "/chk-7", List.of("s3p://changes/a"));

        assertThat(policy.allows("s3a://bucket/a/" + JOB + "/shared/x")).isTrue();
        assertThat(policy.allows("s3p://bucket/a/" + OTHER + "/shared/x")).isTrue();
        assertThat(policy.allows("s3://changes/a/x")).isTrue();
        assertThat(policy.allows("s3a://other/a/" + JOB + "/shared/x")).isFalse();
        assertThat(policy.allows("s3b://bucket/a/" + JOB + "/shared/x")).isFalse();
        assertThat(StoragePath.parse("s3a://bucket/a b%20+c/").toString()).isEqualTo("s3://bucket/a b%20+c");
    }

    @Test
    void confinesAStorage() {
        Storage storage = new ConfinedStorage(
                new LocalStorage(List.of(java.nio.file.Path.of("/"))),
                ReferencePolicy.of("/base/" + JOB + "/chk-7", List.of()));

        assertThatThrownBy(() -> storage.open("/etc/passwd"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("named by a checkpoint, outside of")
                .hasMessageContaining("add its directory to the roots");
        assertThatThrownBy(() -> storage.list("/etc")).isInstanceOf(AccessDeniedException.class);
    }
}
