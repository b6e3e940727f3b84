package io.streamgauge.agent.profile.jfr;

import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FrameNamesTest {

    @ParameterizedTest
    @CsvSource({
        "org/acme/Count, org.acme.Count",
        "org/acme/Job$$Lambda$14/0x0000000800c03000, org.acme.Job$$Lambda",
        "org/acme/Job$$Lambda$14+0x0000000800c03000, org.acme.Job$$Lambda",
        "org/acme/Job$$Lambda.0x00007f1c2c001a30, org.acme.Job$$Lambda",
        "org/acme/Job$$Lambda/0x00007f1c2c001a30, org.acme.Job$$Lambda",
        "org/acme/Job$$Lambda$21/1234567, org.acme.Job$$Lambda",
        "java/lang/invoke/LambdaForm$MH/0x0000000800c07000, java.lang.invoke.LambdaForm$MH",
        "java/lang/invoke/LambdaForm$DMH+0x0000000800c07000, java.lang.invoke.LambdaForm$DMH",
        "jdk/internal/reflect/GeneratedMethodAccessor17, jdk.internal.reflect.GeneratedMethodAccessor",
        "com/sun/proxy/$Proxy9, com.sun.proxy.$Proxy",
        "org/acme/V2, org.acme.V2",
        "[B, byte[]",
        "[[J, long[][]",
        "[Lorg/acme/Count;, org.acme.Count[]",
    })
    void classesAreNamedAsInTheLanguageAndAlikeInEveryRun(String internal, String shown) {
        assertThat(FrameNames.javaClass(internal)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "Native, libc.so.6, clone3, clone3, NATIVE",
        "Native, libc.so.6, '', libc.so.6, NATIVE",
        "C++, libjvm.so, PosixSemaphore::wait, PosixSemaphore::wait, VM",
        "Native, '', [not_walkable_Java], [not_walkable_Java], VM",
        "Kernel, '', do_futex_[k], do_futex, KERNEL",
        "C++, /tmp/x/librocksdbjni123.so, rocksdb::DBImpl::Get, rocksdb::DBImpl::Get, ROCKSDB",
        "Native, /tmp/rocksdb-lib-77/librocksdbjni-linux64.so, Java_org_rocksdb_RocksDB_get, Java_org_rocksdb_RocksDB_get, ROCKSDB",
        "Native, '', /tmp/librocksdbjni8171718.so, librocksdbjni, ROCKSDB",
        "C++, '', 'std::_Hashtable<int, rocksdb::Cache>::_M_find<x<y>>', std::_Hashtable<>::_M_find<>, ROCKSDB",
        "C++, libstdc++.so, 'std::operator<<', 'std::operator<<', NATIVE",
        "Interpreted, org/acme/Job, run, org.acme.Job.run, JAVA",
        "Inlined, '', call_stub, call_stub, VM",
    })
    void framesHaveAKindAndAName(String type, String owner, String name, String shown, FrameKind kind) {
        assertThat(FrameNames.frame(type, owner, name)).isEqualTo(new Frame(shown, kind));
    }

    @Test
    void namesHaveAnEnd() {
        String endless = "x".repeat(1_000_000);
        assertThat(FrameNames.frame("Native", endless, endless).name()).hasSizeLessThan(1_000);
        assertThat(FrameNames.thread(endless)).hasSizeLessThan(1_000);
        assertThat(FrameNames.javaClass("[".repeat(1_000_000))).hasSizeLessThan(2_000);
    }
}
