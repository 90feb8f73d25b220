/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.probe.DnsMessage.Answer;
import io.vip4j.vrrp.ConfigurationException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Recordings are from dnsmasq 2.90. */
class DnsMessageTest {

    private static final String A_QUESTION = "1234010000010000000000000161036c616204746573740000010001";
    private static final String A =
            "1234858000010002000000000161036c616204746573740000010001c00c00010001000000000004c0000208c0"
                    + "0c00010001000000000004c0000207";
    private static final String AAAA =
            "1234858000010001000000000161036c6162047465737400001c0001c00c001c000100000000001020010db800"
                    + "0000000000000000000007";
    private static final String MX =
            "123485800001000100000003036c6162047465737400000f0001c00c000f000100000000000e000a0161036c61"
                    + "62047465737400c02800010001000000000004c0000207c02800010001000000000004c0000208c028001c0001"
                    + "00000000001020010db8000000000000000000000007";
    private static final String SRV =
            "123485800001000100000003025f78045f746370036c616204746573740000210001c00c002100010000000000"
                    + "12000100021f820161036c6162047465737400c03400010001000000000004c0000208c034001c000100000000"
                    + "001020010db8000000000000000000000007c03400010001000000000004c0000207";
    private static final String TXT =
            "123485800001000100000000036c616204746573740000100001c00c001000010000000000060568656c6c6f";
    private static final String CNAME =
            "1234858000010001000000000163036c616204746573740000050001c00c0005000100000000000c0161036c61"
                    + "62047465737400";
    private static final String PTR =
            "1234858000010001000000000137013201300331393207696e2d61646472046172706100000c0001c00c000c00"
                    + "0100000000000c0161036c6162047465737400";
    private static final String ALIASED =
            "1234858000010003000000000163036c616204746573740000010001c00c0005000100000000000c0161036c61"
                    + "62047465737400c02800010001000000000004c0000207c02800010001000000000004c0000208";
    private static final String NXDOMAIN = "123481830001000000000000026e6f036c616204746573740000010001";

    private static Answer answer(DnsMessage question, String hex) {
        return question.answer(HexFormat.of().parseHex(hex));
    }

    private static DnsMessage question(String name, DnsProbe.Type type) {
        return new DnsMessage(0x1234, name, type);
    }

    @Test
    void questionIsThatOfAResolver() {
        assertThat(HexFormat.of()
                        .formatHex(question("a.lab.test", DnsProbe.Type.A).octets()))
                .isEqualTo(A_QUESTION);
        assertThat(question("a.lab.test.", DnsProbe.Type.A).octets())
                .isEqualTo(question("a.lab.test", DnsProbe.Type.A).octets());
    }

    @Test
    void recordsReadAsInAZoneFile() {
        assertThat(answer(question("a.lab.test", DnsProbe.Type.A), A)).isEqualTo(records("192.0.2.8", "192.0.2.7"));
        assertThat(answer(question("A.Lab.Test", DnsProbe.Type.A), A)).isEqualTo(records("192.0.2.8", "192.0.2.7"));
        assertThat(answer(question("a.lab.test", DnsProbe.Type.AAAA), AAAA)).isEqualTo(records("2001:db8::7"));
        assertThat(answer(question("lab.test", DnsProbe.Type.MX), MX)).isEqualTo(records("10 a.lab.test."));
        assertThat(answer(question("_x._tcp.lab.test", DnsProbe.Type.SRV), SRV))
                .isEqualTo(records("1 2 8066 a.lab.test."));
        assertThat(answer(question("lab.test", DnsProbe.Type.TXT), TXT)).isEqualTo(records("hello"));
        assertThat(answer(question("c.lab.test", DnsProbe.Type.CNAME), CNAME)).isEqualTo(records("a.lab.test."));
        assertThat(answer(question("7.2.0.192.in-addr.arpa", DnsProbe.Type.PTR), PTR))
                .isEqualTo(records("a.lab.test."));
    }

    private static Answer records(String... texts) {
        return new Answer.Records(List.of(texts));
    }

    @Test
    void aliasIsFollowedToItsAddresses() {
        assertThat(answer(question("c.lab.test", DnsProbe.Type.A), ALIASED))
                .isEqualTo(records("192.0.2.7", "192.0.2.8"));
    }

    @Test
    void refusalsHaveTheirNames() {
        assertThat(answer(question("no.lab.test", DnsProbe.Type.A), NXDOMAIN))
                .isEqualTo(new Answer.Refusal("NXDOMAIN"));
        String servfail = NXDOMAIN.substring(0, 6) + "82" + NXDOMAIN.substring(8);
        assertThat(answer(question("no.lab.test", DnsProbe.Type.A), servfail))
                .isEqualTo(new Answer.Refusal("SERVFAIL"));
        String unheardOf = NXDOMAIN.substring(0, 6) + "8b" + NXDOMAIN.substring(8);
        assertThat(answer(question("no.lab.test", DnsProbe.Type.A), unheardOf))
                .isEqualTo(new Answer.Refusal("RCODE 11"));
    }

    @Test
    void answerToAnotherQuestionIsForeign() {
        assertThat(answer(question("b.lab.test", DnsProbe.Type.A), A)).isEqualTo(new Answer.Foreign());
        assertThat(answer(question("a.lab.test", DnsProbe.Type.AAAA), A)).isEqualTo(new Answer.Foreign());
        assertThat(answer(new DnsMessage(0x1235, "a.lab.test", DnsProbe.Type.A), A))
                .isEqualTo(new Answer.Foreign());
        assertThat(answer(question("a.lab.test", DnsProbe.Type.A), A_QUESTION)).isEqualTo(new Answer.Foreign());
    }

    @Test
    void nameThatPointsAtItselfHasAnEnd() {
        String ring = A.substring(0, 56) + "c01c" + A.substring(60); // the owner of the first record, at octet 28
        assertThat(answer(question("a.lab.test", DnsProbe.Type.A), ring))
                .isEqualTo(new Answer.Malformed("a name that points forward"));
    }

    @Test
    void damagedOctetsAreAnAnswer() {
        Random random = new Random(20261124);
        List<DnsMessage> questions = List.of(
                question("a.lab.test", DnsProbe.Type.A),
                question("lab.test", DnsProbe.Type.MX),
                question("_x._tcp.lab.test", DnsProbe.Type.SRV),
                question("lab.test", DnsProbe.Type.TXT),
                question("7.2.0.192.in-addr.arpa", DnsProbe.Type.PTR));
        List<String> recordings = List.of(A, MX, SRV, TXT, PTR);
        int malformed = 0;
        for (int i = 0; i < 1_000; i++) {
            for (int k = 0; k < recordings.size(); k++) {
                byte[] octets = Damage.of(HexFormat.of().parseHex(recordings.get(k)), random);
                malformed += questions.get(k).answer(octets) instanceof Answer.Malformed ? 1 : 0;
            }
        }
        assertThat(malformed).as("those that reach the records").isBetween(100, 4_900);
    }

    @Test
    void namesAreChecked() {
        assertThat(new DnsProbe("::1", 53, "a.lab.test", DnsProbe.Type.AAAA))
                .hasToString("dns [::1]:53 a.lab.test AAAA");
        for (String bad : List.of("", "a..b", "a b", "ä.example", "x".repeat(64) + ".example")) {
            assertThatThrownBy(() -> new DnsProbe("127.0.0.1", 53, bad, DnsProbe.Type.A))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("check name must be a DNS name: " + bad);
        }
    }
}
