/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that make other lines, and files that include others. */
class KeepalivedGrammarTest {

    private static final Options MAIN = Options.withConfigId("main");
    private static final String ROUTER =
            "vrrp_instance A {\ninterface eth0\nvirtual_router_id 7\nvirtual_ipaddress {\n198.51.100.16/24\n}\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "priority 90 | 90",
                "$P=90;priority $P | 90",
                "$P=  90  ;priority ${P} | 90",
                "$P=90;$P=91;priority $P | 91",
                "$A=9;$P=${A}1;priority ${P} | 91",
                "$P=${A}1;$A=9;priority $P | 91",
                "$L=priority 91;$L | 91",
                "$L=priority 91\\;priority 92 \\;priority 93;$L | 93",
                "$L=\\;priority 92;$L | 92",
                "$L=@main priority 93;$L | 93",
                "$EMPTY=;$EMPTY priority 94 | 94",
                "@main priority 91 | 91",
                "@other priority 91 | 100",
                "@^main priority 91 | 100",
                "@^other priority 91 | 91",
                "@main @^other priority 91 | 91",
                "@Main priority 91 | 100",
                "@other $P=5;@main $P=6;priority ${P} | 6",
                "~SEQ(i, 3) priority 9$i | 93",
                "~SEQ(i, 3, 1) priority 9${i} | 91",
                "~SEQ(i, 1, 2, 6) priority 9$i | 95",
                "~SEQ(i, -2) priority ${i} | wrong",
                "~SEQx(i, 0x10, 0x1, 0x12) priority $i | 12",
                "~SEQ(i, 1, 2) ~SEQ(j, 3, 4) priority $i$j | wrong",
                "~SEQ(i, 1, 2) ~SEQ(j, 3, 4) priority ${i}${j} | 24",
                "$N=4;~SEQ(i, 1, $N) priority $i | 4",
                "~LST(i, 5, 6) priority $i | 6",
                "~LST({k,v}, {priority,5}, {advert_int,6}) $k $v | 5",
                "priority ${_ENV} | wrong",
                "priority ${_RANDOM 44 44} | 44",
            })
    void linesMakeLines(String lines, String priority) {
        KeepalivedConfig config = KeepalivedConfig.parse("a.conf", ROUTER + lines.replace(';', '\n') + "\n}\n", MAIN);

        assertThat(config.hasErrors()).as(config.diagnostics().toString()).isEqualTo(priority.equals("wrong"));
        if (!config.hasErrors()) {
            assertThat(config.routers())
                    .singleElement()
                    .extracting(router -> Integer.toString(router.priority().value()))
                    .isEqualTo(priority);
        }
    }

    @Test
    void repeatsMakeAddressesAndWholeBlocks() {
        KeepalivedConfig config = KeepalivedConfig.parse(
                "a.conf", """
                $ROUTER=\\
                vrrp_instance web_${ID} {\\
                  interface eth0 \\
                  virtual_router_id ${ID}\\
                  virtual_ipaddress { 198.51.100.${ID}/24 dev eth0 }\\
                }
                ~SEQ(ID, 10, 12) $ROUTER
                vrrp_instance v6 { interface eth0
                  version 3 virtual_router_id
                """.replace("vrrp_instance v6 { interface eth0\n  version 3 virtual_router_id\n", ""), MAIN);

        assertThat(config.diagnostics()).isEmpty();
        assertThat(config.routers())
                .extracting(VirtualRouterConfig::name)
                .containsExactly("web_10", "web_11", "web_12");
    }

    @Test
    void hashAndBangOfDefinitionsAreNoComments() {
        KeepalivedConfig config =
                KeepalivedConfig.parse("a.conf", "global_defs {\nrouter_id a${_HASH}b${_BANG}c${_INSTANCE}\n}\n", MAIN);

        assertThat(config.diagnostics()).isEmpty();
        assertThat(config.routerId()).contains("a#b!cmain");
    }

    @Test
    void theConfigurationIdIsTheHostNameUnlessGiven() {
        String id = HostName.read();

        assertThat(id).isNotEmpty().doesNotContain(".");
        assertThat(KeepalivedConfig.parse("a.conf", "global_defs {\n@" + id + " router_id x\n}\n")
                        .routerId())
                .contains("x");
        assertThat(KeepalivedConfig.parse("a.conf", "global_defs {\n@" + id + "x router_id x\n}\n")
                        .routerId())
                .isEmpty();
    }

    @ParameterizedTest
    @Timeout(20)
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$A=$A;$A | a definition refers to itself",
                "$A=$B;$B=$A;x ${A} | a definition refers to itself",
                "$A=x ${A} ${A};$A | definitions make this line longer than 1024 characters",
                "$A=x \\;$A;$A | make more than 20000 lines",
                "~SEQ(a,20000) ~SEQ(b,20000) ~SEQ(c,20000) priority 5 | make more than 20000 lines",
                "~SEQ(a,99999999) x | ~SEQ must have at most 20000 rounds: 99999999",
                "$A=x\\;y;$A z | a definition of several lines must be the last thing on a line",
                "$A=x \\ | ends with '\\': its next line is missing",
            })
    void expansionIsBounded(String lines, String expected) {
        KeepalivedConfig config = KeepalivedConfig.parse("a.conf", lines.replace(';', '\n'), MAIN);

        assertThat(config.diagnostics())
                .anySatisfy(diagnostic -> assertThat(diagnostic.message()).contains(expected));
    }

    @Test
    @Timeout(20)
    void aBombOfDefinitionsEndsSoon() {
        StringBuilder text = new StringBuilder("$A0=0123456789\n");
        for (int i = 1; i < 40; i++) {
            text.append("$A")
                    .append(i)
                    .append("=${A")
                    .append(i - 1)
                    .append("}${A")
                    .append(i - 1)
                    .append("}\n");
        }
        text.append("x ${A39}\n".repeat(50_000));

        KeepalivedConfig config = KeepalivedConfig.parse("a.conf", text.toString(), MAIN);

        assertThat(config.diagnostics())
                .anySatisfy(diagnostic -> assertThat(diagnostic.message()).contains("longer than 1024"));
    }

    @Test
    void includesAreRelativeToTheIncludingFileAndErrorsNameTheIncludedOne() throws IOException {
        write("k.conf", "include conf.d/*.conf\n" + ROUTER + "include values/priority\n}\n");
        write("conf.d/b.conf", "include ../values/{broken,none}\n");
        write("conf.d/a.conf", "$X=95\n");
        write("conf.d/.hidden.conf", "wrong\n");
        write("values/priority", "\npriority ${X}\n");
        write("values/broken", "\n\nfoo bar\n");

        KeepalivedConfig config = load("k.conf");

        assertThat(config.diagnostics().stream().map(Object::toString).toList())
                .containsExactly(
                        directory + "/conf.d/b.conf:1: warning: no file matches '../values/none': nothing is included;"
                                + " 'include' does not insist on it",
                        directory + "/values/broken:3: error: unknown keyword 'foo' on top level: check the spelling");
        write("values/broken", "");
        assertThat(load("k.conf").routers())
                .singleElement()
                .extracting(router -> router.priority().value())
                .isEqualTo(95);
    }

    @Test
    void thePositionOfADefinitionIsThatOfItsUse() {
        assertThat(KeepalivedConfig.parse("a.conf", "$A=foo bar\n\n$A\n").diagnostics())
                .singleElement()
                .hasToString("a.conf:3: error: unknown keyword 'foo' on top level: check the spelling");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "include none | warning",
                "includer none | warning",
                "includem none | error",
                "includea none | error",
                "include *.none | note",
                "includem *.none | warning",
                "includew *.none | error",
                "includea *.none | error",
                "include {k,none}.conf | warning",
                "includeb {empty,none} | error",
                "include \"empty\" | ok",
                "include [a-e]m?ty | ok",
                "include | error",
                "includer . | error",
                "include k.conf | error",
                "global_defs {;include_check;};include none | error",
                "global_defs {;include_check +match;};include none | error",
                "global_defs {;include_check;include_check -match;};include none | ok or warning",
            })
    void whatIsMissingIsAnErrorIfTheFileInsists(String lines, String expected) throws IOException {
        write("empty", "# nothing\n");
        write("k.conf", lines.replace(';', '\n') + "\n");

        List<String> severities = load("k.conf").diagnostics().stream()
                .filter(diagnostic -> !diagnostic.message().contains("include_check'"))
                .filter(diagnostic -> !diagnostic.message().contains("includes itself") || !lines.contains("{k"))
                .map(diagnostic -> diagnostic.severity().toString())
                .toList();

        if (expected.startsWith("ok")) {
            assertThat(severities).doesNotContain("error");
        } else {
            assertThat(severities).containsExactly(expected);
        }
    }

    @Test
    @Timeout(30)
    void includesAreBounded() throws IOException {
        write("a.conf", "include b.conf\n");
        write("b.conf", "include ./a.conf\n");
        assertThat(load("a.conf").diagnostics())
                .singleElement()
                .asString()
                .startsWith(directory + "/b.conf:1: error: ")
                .contains("a.conf' includes itself");

        write("d0.conf", "wrong\n");
        for (int i = 1; i < 40; i++) {
            write("d" + i + ".conf", "include d" + (i - 1) + ".conf\n");
        }
        assertThat(load("d39.conf").diagnostics())
                .singleElement()
                .asString()
                .contains("is not read: files may include each other 32 deep");

        write("leaf", "#\n");
        write("many.conf", "include leaf\n".repeat(1100));
        assertThat(load("many.conf").diagnostics()).hasSize(101);

        write("big", "#".repeat(1000) + "\n".repeat(1 << 19));
        write("large.conf", "include big\n".repeat(20));
        assertThat(load("large.conf").diagnostics()).hasSizeBetween(10, 13);

        write("braces.conf", "include " + "{a,b}".repeat(20) + "\n");
        assertThat(load("braces.conf").diagnostics()).singleElement().asString().contains("make too many names");
    }

    @Test
    void currentDirectoryIsThatOfTheFile() throws IOException {
        write("k.conf", "include sub/id.conf\n");
        write("sub/id.conf", "global_defs {\nrouter_id ${_PWD}\n}\n");

        assertThat(load("k.conf").routerId()).contains(directory.resolve("sub").toString());
    }

    private KeepalivedConfig load(String name) {
        return KeepalivedConfig.load(directory.resolve(name), MAIN);
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
