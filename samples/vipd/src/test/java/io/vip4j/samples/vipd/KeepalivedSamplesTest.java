/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.support.documents.Sample;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show of keepalived.conf is a file without errors and warnings for {@code vipd check}. */
class KeepalivedSamplesTest {

    @TempDir
    private Path directory;

    @Test
    void everyFileIsGood() {
        Path file = directory.resolve("keepalived.conf");
        assertThat(Sample.in("conf")).isNotEmpty().allSatisfy(sample -> {
            RunningVipd vipd = RunningVipd.withoutPlatform();
            RunningVipd.write(file, sample.text());
            assertThat(vipd.execute("check", file.toString())).isZero();
            assertThat(vipd.out()).contains(file + ": ok, ").doesNotContain(": warning: ");
        });
    }
}
