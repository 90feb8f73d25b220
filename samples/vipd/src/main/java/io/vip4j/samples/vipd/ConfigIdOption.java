/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.keepalived.Options;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of all commands that read files. */
final class ConfigIdOption {

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "Lines that start with @ID count only if it is this one; default is the host name up to its"
                    + " first dot.")
    private @Nullable String id;

    Options options() {
        return new Options(Optional.ofNullable(id));
    }
}
