/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.plan.Plan;
import io.vip4j.plan.PlanNode;
import io.vip4j.probe.Probe;
import io.vip4j.vrrp.VrrpVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** {@code vipd plan}; its goldens are in {@code resources/plan} and written anew with {@code -Dvip4j.rewrite=true}. */
class PlanCommandTest {

    private static final Path GOLDENS = Path.of(System.getProperty("basedir", "."), "src", "test", "resources", "plan");

    private final RunningVipd vipd = RunningVipd.withoutPlatform();

    @TempDir
    private Path directory;

    @Test
    void theTutorialCannotFailOver() throws IOException {
        Plan plan = tutorial(3, 3);

        assertThat(plan.everyFailoverWorks()).isFalse();
        String table = PlanTable.of(plan);
        assertThat(table)
                .contains("goes from 103 to 100, and node-b has 93: 100 > 93, so node-a keeps the addresses")
                .contains("weight -20 on every node (at least -11");
        requireGolden("tutorial.txt", table);
        requireGolden("tutorial.json", PlanJson.of(plan));
        requireGolden("tutorial.svg", PlanSvg.of(plan));
    }

    @Test
    void theTutorialWithTheFixFailsOver() throws IOException {
        Plan plan = tutorial(-20, -20);

        assertThat(plan.everyFailoverWorks()).isTrue();
        requireGolden("tutorial-fixed.txt", PlanTable.of(plan));
    }

    @Test
    void filesOfTwoNodesArePlanned() {
        int code = vipd.execute("plan", file("a.conf", "node-a", 100, ""), file("b.conf", "node-b", 90, ""));

        assertThat(vipd.err()).doesNotContain("error");
        assertThat(vipd.out())
                .contains("node-a crashes", "3.649 s", "every failover works")
                .endsWith("every failover works\n");
        assertThat(code).isZero();
    }

    @Test
    void oneFileAloneCannotFailOver() {
        assertThat(vipd.execute("plan", file("a.conf", "node-a", 100, ""))).isEqualTo(3);
        assertThat(vipd.out()).contains("single-node", "3 failovers do not work");
    }

    @Test
    void errorsInFilesAreToldAsCheckTellsThem() {
        String bad = file("b.conf", "node-b", 0, "");
        assertThat(vipd.execute("plan", file("a.conf", "node-a", 100, ""), bad)).isEqualTo(1);
        assertThat(vipd.err()).contains(bad + ":6: error: ").endsWith("nothing planned: a file has errors\n");
        assertThat(vipd.out()).isEmpty();
    }

    @Test
    void nodesWithACopiedRouterIdAreCalledAfterTheirFiles() {
        assertThat(vipd.execute("plan", file("a.conf", "LVS", 100, ""), file("b.conf", "LVS", 90, "")))
                .isZero();
        assertThat(vipd.out()).startsWith("plan of 2 nodes: a.conf (").contains("b.conf crashes");
    }

    @Test
    void jsonIsOneDocumentAndTheSameEachTime() throws IOException {
        String[] arguments = {"plan", "--json", file("a.conf", "node-a", 100, ""), file("b.conf", "node-b", 90, "")};
        assertThat(vipd.execute(arguments)).isZero();
        var document = new ObjectMapper().readTree(vipd.out());
        assertThat(document.get("everyFailoverWorks").asBoolean()).isTrue();
        assertThat(document.at("/routers/0/owner/possible/0/0").asText()).isEqualTo("node-a");
        assertThat(document.at("/cases/0/takeover/atMostNanos").asLong()).isEqualTo(3_648_437_500L);
        RunningVipd again = RunningVipd.withoutPlatform();
        again.execute(arguments);
        assertThat(again.out()).isEqualTo(vipd.out());
    }

    @Test
    void pairsThatAreLeftOutAreCounted() {
        String a = file("a.conf", "node-a", 100, "");
        assertThat(vipd.execute("plan", "--pairs", "3", a, file("b.conf", "node-b", 90, "")))
                .isZero();
        assertThat(vipd.out()).containsPattern("3 looked at, \\d+ left out");
    }

    @Test
    void thePictureIsWellFormedWhateverNamesAreInIt() throws Exception {
        Path picture = directory.resolve("plan.svg");
        int code = vipd.execute(
                "plan",
                "--svg",
                picture.toString(),
                file("a.conf", "<a&b>", 100, ""),
                file("b.conf", "node-b", 90, ""));
        assertThat(code).isZero();
        Document document = parsed(Files.readString(picture));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getDocumentElement().getTextContent()).contains("<a&b> crashes");
    }

    @Test
    void aPictureThatCannotBeWrittenSaysWhy() {
        String nowhere = directory.resolve("none").resolve("plan.svg").toString();
        String a = file("a.conf", "node-a", 100, "");
        assertThat(vipd.execute("plan", "--svg", nowhere, a, file("b.conf", "node-b", 90, "")))
                .isEqualTo(2);
        assertThat(vipd.err()).startsWith("vipd plan: cannot write " + nowhere);
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }

    private String file(String name, String routerId, int priority, String more) {
        return RunningVipd.write(directory.resolve(name), """
                        global_defs {
                          router_id %s
                        }
                        vrrp_instance VI_1 {
                          virtual_router_id 10
                          priority %d
                          interface eth0
                          virtual_ipaddress {
                            192.0.2.10/24
                          }
                          %s
                        }
                        """.formatted(routerId, priority, more))
                .toString();
    }

    /** The two nodes of the tutorial, with the weight of its script on each. */
    private static Plan tutorial(int weightOfA, int weightOfB) {
        return Plan.of(
                List.of(
                        new PlanNode("node-a", tutorialNode(100, weightOfA), "node-a.conf"),
                        new PlanNode("node-b", tutorialNode(90, weightOfB), "node-b.conf")),
                500);
    }

    private static HostConfig tutorialNode(int priority, int weight) {
        HealthCheck script = HealthCheck.of((Probe) timeout -> Probe.Result.healthy("fine"))
                .every(Duration.ofSeconds(4))
                .timeout(Duration.ofSeconds(4));
        VirtualRouterConfig router = VirtualRouterConfig.builder("VI_1")
                .networkInterface("ens33")
                .version(VrrpVersion.V2)
                .vrid(10)
                .priority(priority)
                .password("1234")
                .address("192.168.2.222/24")
                .check("chk_haproxy", script, OnFailure.weight(weight))
                .build();
        return new HostConfig(List.of(router), List.of());
    }

    private static void requireGolden(String name, String text) throws IOException {
        Path golden = GOLDENS.resolve(name);
        if (Boolean.getBoolean("vip4j.rewrite")) {
            Files.writeString(golden, text);
        }
        assertThat(text).as("%s; rewrite it with -Dvip4j.rewrite=true", golden).isEqualTo(Files.readString(golden));
    }
}
