/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.config.HostConfig;
import io.vip4j.keepalived.Diagnostic;
import io.vip4j.keepalived.InitialFile;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.keepalived.Options;
import io.vip4j.keepalived.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/** Reads a keepalived.conf that a property names. */
final class KeepalivedFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeepalivedFile.class);

    private KeepalivedFile() {}

    static HostConfig read(PropertyPath path, Resource resource) {
        KeepalivedConfig config = KeepalivedConfig.load(file(path, resource), Options.DEFAULT);
        if (config.hasErrors()) {
            throw path.refused("the file must be without errors:"
                    + config.diagnostics().stream()
                            .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                            .map(Diagnostic::toString)
                            .collect(Collectors.joining("\n    ", "\n    ", "")));
        }
        if (config.routers().isEmpty()) {
            throw path.refused("the file must have a vrrp_instance: there is nothing to run");
        }
        config.diagnostics().forEach(diagnostic -> LOG.warn("{}", diagnostic));
        if (!config.eventCommands().isEmpty() || !config.groupCommands().isEmpty()) {
            LOG.warn(
                    "{} has notify commands, which an application does not run: listen for VipAcquiredEvent and"
                            + " VipLostEvent instead",
                    resource);
        }
        config.initialFiles().forEach(KeepalivedFile::write);
        return config.hostConfig();
    }

    private static Path file(PropertyPath path, Resource resource) {
        try {
            return resource.getFile().toPath();
        } catch (IOException e) {
            throw path.refused("must name a file of the file system, such as file:/etc/keepalived/keepalived.conf: "
                    + resource.getDescription());
        }
    }

    private static void write(InitialFile file) {
        try {
            file.write();
        } catch (IOException e) {
            LOG.warn("{} cannot be written and counts as 0: {}", file.file(), e.getMessage());
        }
    }
}
