/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.HostConfig;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that explains a file is compiled and run: it makes the same configuration. */
class BuilderCodeTest {

    @TempDir
    private Path directory;

    @Test
    void theCodeOfEachGoodFileMakesAnEqualConfiguration() throws Exception {
        Map<String, KeepalivedConfig> files = new LinkedHashMap<>();
        for (String name : KeepalivedGoldenTest.names()) {
            KeepalivedConfig config = KeepalivedConfig.parse(
                    name, Files.readString(KeepalivedGoldenTest.DIRECTORY.resolve(name + ".conf")));
            if (!config.hasErrors()) {
                files.put("File" + files.size(), config);
            }
        }
        assertThat(files).hasSizeGreaterThan(8);
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, KeepalivedConfig> file : files.entrySet()) {
            String code = BuilderCode.of(file.getValue(), file.getKey());
            sources.add(Files.writeString(directory.resolve(file.getKey() + ".java"), code));
        }
        compile(sources);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            for (Map.Entry<String, KeepalivedConfig> file : files.entrySet()) {
                Method method = loader.loadClass(file.getKey()).getDeclaredMethod("hostConfig");
                method.setAccessible(true);
                HostConfig made = (HostConfig) method.invoke(null);
                assertThat(made).as(file.getKey()).isEqualTo(file.getValue().hostConfig());
            }
        }
    }

    private void compile(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(sources);
            StringWriter messages = new StringWriter();
            List<String> options = List.of("-proc:none", "-d", directory.toString(), "-classpath", classpath());
            boolean compiled = compiler.getTask(messages, manager, null, options, null, units)
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private static String classpath() {
        return String.join(
                System.getProperty("path.separator"),
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path", ""),
                Path.of("target", "classes").toString());
    }

    @Test
    void whatIsUsualIsNotPrinted() {
        KeepalivedConfig config = KeepalivedConfig.parse("a.conf", """
                vrrp_script s {
                  script "/bin/check \\"a\\""
                  user root
                }
                vrrp_instance A {
                  interface eth0
                  virtual_router_id 7
                  version 3
                  virtual_ipaddress {
                    198.51.100.16/24
                  }
                  track_script {
                    s
                  }
                }
                """);

        assertThat(BuilderCode.of(config, "Web")).isEqualTo("""
                import io.vip4j.config.HostConfig;
                import io.vip4j.config.VirtualRouterConfig;
                import io.vip4j.health.HealthCheck;
                import io.vip4j.health.OnFailure;
                import io.vip4j.probe.Command;
                import io.vip4j.probe.CommandProbe;
                import java.util.List;

                final class Web {
                    static HostConfig hostConfig() {
                        return new HostConfig(
                                List.of(
                                        VirtualRouterConfig.builder("A")
                                                .networkInterface("eth0")
                                                .vrid(7)
                                                .address("198.51.100.16/24")
                                                .check("s", HealthCheck.async(new CommandProbe(Command.of("/bin/check", "a").as("root"))), OnFailure.release())
                                                .build()),
                                List.of());
                    }
                }
                """);
    }

    @Test
    void aFileWithErrorsIsNotExplained() {
        KeepalivedConfig config = KeepalivedConfig.parse("a.conf", "foo");

        assertThatThrownBy(() -> BuilderCode.of(config, "A")).isInstanceOf(IllegalArgumentException.class);
    }
}
