/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.Contest;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.SimplePassword;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row for each rule. The tested text is line 3 of the file unless a row says otherwise. */
class KeepalivedRulesTest {

    private static final String ADDRESS = "virtual_ipaddress {\n198.51.100.16/24\n}\n}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "virtual_router_id 0 | error: virtual_router_id must be 1..255: 0",
                "virtual_router_id 256 | error: virtual_router_id must be 1..255: 256",
                "virtual_router_id 300 # why not | error: virtual_router_id must be 1..255: 300",
                "virtual_router_id abc | error: virtual_router_id must be a whole number 1..255: 'abc'",
                "virtual_router_id 99999999999 | error: virtual_router_id must be a whole number 1..255: '99999999999'",
                "virtual_router_id | error: 'virtual_router_id' must have a value",
                "virtual_router_id 10 20 | error: 'virtual_router_id' must have one value: remove '20'",
                "virtual_router_id 10x | error: virtual_router_id must be a whole number 1..255: '10x'",
            })
    void theVridIsARequiredNumber(String line, String expected) {
        String text = "vrrp_instance A {\ninterface eth0\n" + line + "\n" + ADDRESS;

        assertThat(diagnostics(text)).containsExactly("a.conf:3: " + expected);
        assertThat(KeepalivedConfig.parse("a.conf", text).routers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "priority 0 | error: priority must be 1..255: 0",
                "priority 300 | error: priority must be 1..255: 300",
                "priority -1 | error: priority must be 1..255: -1",
                "priority abc | error: priority must be a whole number 1..255: 'abc'",
                "priority +90 | error: priority must be a whole number 1..255: '+90'",
                "priority 90.0 | error: priority must be a whole number 1..255: '90.0'",
                "priority 90 x | error: 'priority' must have one value: remove 'x'",
                "priority | error: 'priority' must have a value",
                "priority {} | error: 'priority' must not be followed by a block: remove '{'",
                "priority \"\" | error: priority must be a whole number 1..255: ''",
                "version 4 | error: version must be 2..3: 4",
                "advert_int 0 | error: advert_int must be a number of seconds 0.01..255: '0'",
                "advert_int 256 | error: advert_int must be a number of seconds 0.01..255: '256'",
                "advert_int -1 | error: advert_int must be a number of seconds 0.01..255: '-1'",
                "advert_int 1s | error: advert_int must be a number of seconds 0.01..255: '1s'",
                "advert_int 1e2 | error: advert_int must be a number of seconds 0.01..255: '1e2'",
                "advert_int . | error: advert_int must be a number of seconds 0.01..255: '.'",
                "state | error: 'state' must have a value",
                "state master | error: state must be MASTER or BACKUP: 'master'",
                "nopreempt on | error: 'nopreempt' must have no value: remove 'on'",
                "garp_master_delay 1.5 | error: garp_master_delay must be a whole number 0..1000: '1.5'",
                "garp_master_delay 1001 | error: garp_master_delay must be 0..1000: 1001",
                "garp_master_repeat 101 | error: garp_master_repeat must be 0..100: 101",
                "v3_checksum_as_v2 maybe | error: 'v3_checksum_as_v2' must be on or off: 'maybe'",
                "prioritee 90 | error: unknown keyword 'prioritee' in vrrp_instance: check the spelling",
                "auth_pass s3cret | error: unknown keyword 'auth_pass' in vrrp_instance: it belongs to authentication, "
                        + "so check the braces before it",
                "use_vmac vrrp51 off | error: 'use_vmac' must have one value: remove 'off'",
                "use_vmac 0:0:5e:0:1:33 | error: use_vmac must have no address: it is 00:00:5e:00:01:VRID or "
                        + "00:00:5e:00:02:VRID; remove '0:0:5e:0:1:33'",
                "use_vmac a-name-of-sixteen | error: use_vmac: virtualMac interface must have 1..15 characters without "
                        + "'/' and spaces: 'a-name-of-sixteen'",
                "use_ipvlan | error: 'use_ipvlan' is refused: of the interfaces that keepalived makes only those of "
                        + "use_vmac are supported",
                "no_accept | error: 'no_accept' is refused: the addresses always answer",
                "strict_mode | error: 'strict_mode' is refused: it contradicts RFC 9568 or hides the addresses; "
                        + "off is accepted",
                "owner_ignore_adverts on | error: 'owner_ignore_adverts' is refused: it contradicts RFC 9568 or hides "
                        + "the addresses; off is accepted",
                "preempt_delay 1001 | error: preempt_delay must be a number of seconds 0..1000: '1001'",
                "down_timer_adverts 0 | error: down_timer_adverts must be 1..100: 0",
                "down_timer_adverts 101 | error: down_timer_adverts must be 1..100: 101",
                "garp_master_refresh 86401 | error: garp_master_refresh must be 0..86400: 86401",
                "garp_lower_prio_delay 1001 | error: garp_lower_prio_delay must be 0..1000: 1001",
                "garp_lower_prio_repeat 101 | error: garp_lower_prio_repeat must be 0..100: 101",
                "lower_prio_no_advert 1 | error: 'lower_prio_no_advert' must be on or off: '1'",
                "mcast_src_ip eth0 | error: mcast_src_ip must be an IPv4 or IPv6 literal: 'eth0'",
                "mcast_src_ip 224.0.0.1 | error: mcast_src_ip: sourceAddress must be a unicast IPv4 address: 224.0.0.1",
                "mcast_dst_ip 198.51.100.2 | error: mcast_dst_ip must be a multicast address: 198.51.100.2",
                "mcast_dst_ip ff02::9 | error: mcast_dst_ip must be IPv4 like the virtual router: ff02::9",
                "unicast_ttl 64 | error: unicast_ttl must come with unicast_peer; keepalived would use multicast "
                        + "without it",
                "unicast_src_ip 198.51.100.2 | error: unicast_src_ip must come with unicast_peer; keepalived would use "
                        + "multicast without it",
                "unicast_peer {2001:db8::2} | error: unicast_peer must be IPv4 like the virtual router: 2001:db8::2",
                "track_interface {eth1 weight 254} | error: weight must be -253..253: 254",
                "virtual_routes {via 198.51.100.1} | error: the route must have a destination: a prefix, an address or "
                        + "default",
                "virtual_rules {from 198.51.100.1 preference 1} | error: the rule must have a 'table': it is the only "
                        + "action that is supported",
                "authentication | error: 'authentication' must be followed by a block: '{' is missing",
                "authentication PASS {} | error: 'authentication' must have no word before '{': 1 given",
                "authentication {auth_type AH} | error: auth_type AH is refused: use PASS, "
                        + "or no authentication with version 3",
                "authentication {auth_type MD5} | error: auth_type must be PASS: 'MD5'",
                "authentication {auth_pass} | error: 'auth_pass' must have a value",
                "authentication {auth_pass a b} | error: 'auth_pass' must have one value: "
                        + "put it in quotes if it has blanks",
                "track_script {chk} | error: track_script 'chk' must be the name of a vrrp_script in this file",
                "state \"BACKUP | error: the quote is not closed on this line: add '\"'",
                "@ priority 90 | error: '@' must be followed by a configuration id, a blank and text: @ID text",
                "include a.conf | error: 'include' needs the directory of a file: read the file with "
                        + "KeepalivedConfig.load",
                "~LST(i) foo $i | error: ~LST must have a name and values: ~LST(VAR, A, B, ...) or "
                        + "~LST({V, W}, {A, B}, ...)",
                "~SEQ(i, a) foo $i | error: ~SEQ must have a name and one to three whole numbers: "
                        + "~SEQ(VAR, START, STEP, END)",
                "~SEQ(i, 1, -1, 9) foo | error: ~SEQ must come from START to END: 1 in steps of -1 to 9",
                "~FOO(i) | error: a line that starts with '~' must be ~SEQ(VAR, START, STEP, END) text, ~SEQx(...) "
                        + "text or ~LST(VAR, A, B, ...) text",
                "state ${A} | error: '${A}' is not defined here: add a line $NAME=VALUE before it, or check the "
                        + "spelling",
                "priority ${_ENV} | error: '_ENV' must have the name of one variable: ${_ENV NAME}",
                "priority ${_RANDOM 9 1} | error: '_RANDOM' must be followed by two numbers in order at most: "
                        + "${_RANDOM MIN MAX}",
                "state ${_PWD} | error: '_PWD' has no value: this text is not read from a file",
            })
    void aWrongStatementIsAnErrorInItsLine(String line, String expected) {
        assertThat(diagnostics(instance(line))).first().isEqualTo("a.conf:4: " + expected);
        assertThat(KeepalivedConfig.parse("a.conf", instance(line)).hasErrors()).isTrue();
    }

    @Test
    void valuesMeanWhatKeepalivedMakesOfThem() {
        assertThat(value("", c -> c.version().number())).isEqualTo(2);
        assertThat(value("version 3", c -> c.version().number())).isEqualTo(3);
        assertThat(value("", c -> c.priority().value())).isEqualTo(100);
        assertThat(value("state MASTER", c -> c.priority().value())).isEqualTo(255);
        assertThat(value("state MASTER\npriority 90", c -> c.priority().value()))
                .isEqualTo(90);
        assertThat(value("", c -> c.preemption().enabled())).isEqualTo(true);
        assertThat(value("nopreempt", c -> c.preemption().enabled())).isEqualTo(false);
        assertThat(value(
                        "nopreempt\nstate MASTER\npriority 90",
                        c -> c.preemption().enabled()))
                .isEqualTo(true);
        assertThat(value("nopreempt\npriority 255", c -> c.preemption().enabled()))
                .isEqualTo(true);
        assertThat(value("nopreempt\npreempt", c -> c.preemption().enabled())).isEqualTo(true);
        assertThat(value("v3_checksum_as_v2", VirtualRouterConfig::checksum)).isEqualTo(ChecksumChoice.MESSAGE_ONLY);
        assertThat(value("v3_checksum_as_v2 off", VirtualRouterConfig::checksum))
                .isEqualTo(ChecksumChoice.PSEUDO_HEADER);
        assertThat(value("priority 1\npriority 2", c -> c.priority().value())).isEqualTo(2);
        assertThat(value("version 3\nversion 2", c -> c.version().number())).isEqualTo(3);
        assertThat(value("state MASTER\nstate BACKUP", c -> c.priority().value()))
                .isEqualTo(255);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 100", "2, 1.5, 200", "2, 1.4999, 100", "2, 2.5, 300", "2, 0.4, 100", "2, 0.01, 100", "2, 254.6, 25500",
        "2, 255, 25500", "3, 0.01, 1", "3, .5, 50", "3, 1., 100", "3, 0.015, 2", "3, 0.014, 1", "3, 40.95, 4095",
    })
    void theIntervalIsRoundedToWhatTheVersionCanSend(int version, String given, int centiseconds) {
        String lines = "version " + version + "\nadvert_int " + given;
        boolean rounded = centiseconds != Math.round(Double.parseDouble(given) * 100_000) / 1000.0;

        assertThat(value(lines, c -> c.advertisementInterval().centiseconds())).isEqualTo(centiseconds);
        assertThat(diagnostics(instance(lines)))
                .hasSize(rounded ? 1 : 0)
                .allSatisfy(diagnostic -> assertThat(diagnostic)
                        .startsWith("a.conf:5: warning: advert_int must be")
                        .contains(": " + given + " is rounded to "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "authentication {auth_type PASS;auth_pass 12345678} | 12345678 |",
                "authentication {auth_type PASS;auth_pass 123456789} | 12345678 | 5: warning: "
                        + "auth_pass has 9 octets: only the "
                        + "first 8 are used, as in keepalived",
                "authentication {auth_type PASS;auth_pass a\\#b} | a#b |",
                "authentication {auth_type PASS;auth_pass \"a # b\"} | a # b |",
                "authentication {auth_type PASS;auth_pass pa$word} | pa$word |",
                "authentication {auth_type PASS;auth_pass \"\"} | | 4: warning: auth_type PASS without auth_pass is "
                        + "ignored, as in keepalived: the router has no password",
                "authentication {auth_type PASS} | | 4: warning: auth_type PASS without auth_pass is "
                        + "ignored, as in keepalived: the router has no password",
                "authentication {auth_pass 1234} | | 4: warning: auth_pass has no effect without "
                        + "'auth_type PASS', as in keepalived",
                "version 3;authentication {auth_type PASS;auth_pass a} | | 5: warning: authentication is ignored with "
                        + "version 3, which has none, as in keepalived",
            })
    void authenticationIsThatOfKeepalived(String lines, String password, String expected) {
        String text = instance(lines.replace(';', '\n'));

        assertThat(value(lines.replace(';', '\n'), VirtualRouterConfig::password))
                .isEqualTo(Optional.ofNullable(password).map(SimplePassword::of));
        assertThat(diagnostics(text)).isEqualTo(expected == null ? List.of() : List.of("a.conf:" + expected));
    }

    @Test
    void aPasswordIsNotCutWithinACharacter() {
        assertThat(diagnostics(instance("authentication {\nauth_type PASS\nauth_pass 1234567é\n}")))
                .containsExactly("a.conf:6: error: auth_pass must have 1..8 octets: it has 9 and the eighth is in the "
                        + "middle of a character");
    }

    @Test
    void noMessageShowsAPassword() {
        for (String line : List.of(
                "auth_pass s3cret",
                "auth_pass s3cret s3cret",
                "auth_pass s3cret {",
                "auth_pass s3crets3cret",
                "auth_pas s3cret",
                "auth_pass \"s3cret",
                "auth_pass ${s3cret}",
                "auth_pass s3crets3\u00e9")) {
            assertThat(diagnostics(instance("authentication {\nauth_type PASS\n" + line + "\n}")))
                    .noneMatch(diagnostic -> diagnostic.contains("s3cret"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "198.51.100.16 | 198.51.100.16/32 |",
                "198.51.100.16/24 dev eth0 | 198.51.100.16/24 |",
                "198.51.100.16/24 scope global | 198.51.100.16/24 |",
                "2001:db8::16 | | the first IPv6 address must be link-local (RFC 9568 5.2.9): add a line such as "
                        + "fe80::7/64 before 2001:db8::16/128, on every node",
                "198.51.100.16/24 dev eth1 scope link label x | 198.51.100.16/24 |",
                "198.51.100.16/30 peer 198.51.100.17 | 198.51.100.16/30 |",
                "198.51.100.16/33 | | virtual_ipaddress: prefix length of 198.51.100.16 must " + "be 1..32: 33",
                "198.51.100.999 | | virtual_ipaddress: address must be an IPv4 or IPv6 " + "literal: '198.51.100.999'",
                "vip.example.com | | virtual_ipaddress: address must be an IPv4 or IPv6 "
                        + "literal: 'vip.example.com'",
                "224.0.0.18 | | virtual_ipaddress: virtual address must be a unicast " + "address: 224.0.0.18",
                "198.51.100.16 dev | | option 'dev' of address 198.51.100.16 must have a value",
                "198.51.100.16 scope far | | option 'scope' of address 198.51.100.16 must be global, site, link, host, "
                        + "nowhere or 0..255: 'far'",
                "198.51.100.16 home | | option 'home' of address 198.51.100.16 is refused: it makes no sense for an "
                        + "address that moves",
                "198.51.100.16 peer 198.51.100.17/30 | | option 'peer' of address 198.51.100.16: address must be an "
                        + "IPv4 or IPv6 literal: '198.51.100.17/30'",
                "198.51.100.16 label sixteen-octets-x | | option 'label': label must have 1..15 octets: "
                        + "'sixteen-octets-x'",
                "198.51.100.16 brd + | | option 'brd +' must come with an IPv4 prefix of 1..30: 198.51.100.16/32",
                "198.51.100.16 198.51.100.17 | | unknown option '198.51.100.17' of address "
                        + "198.51.100.16: give each address a line of its own",
            })
    void addressLines(String line, String address, String expected) {
        String text =
                "vrrp_instance A {\nvirtual_ipaddress {\n" + line + "\n}\ninterface eth0\nvirtual_router_id 7\n}\n";
        List<VirtualRouterConfig> routers =
                KeepalivedConfig.parse("a.conf", text).routers();

        if (expected == null) {
            assertThat(diagnostics(text)).isEmpty();
            assertThat(routers)
                    .singleElement()
                    .satisfies(config ->
                            assertThat(config.addresses()).singleElement().hasToString(address));
        } else {
            assertThat(diagnostics(text)).contains("a.conf:3: error: " + expected);
            assertThat(routers).isEmpty();
        }
    }

    @Test
    void globalDefaultsHoldWhereverTheyStand() {
        String defaults = """
                global_defs {
                vrrp_version 3
                vrrp_garp_master_delay 0
                vrrp_garp_master_repeat 2
                v3_checksum_as_v2
                }
                """;

        for (String text : List.of(defaults + instance(""), instance("") + defaults)) {
            assertThat(KeepalivedConfig.parse("a.conf", text).routers())
                    .singleElement()
                    .satisfies(config -> {
                        assertThat(config.version().number()).isEqualTo(3);
                        assertThat(config.announcements().burst()).isEqualTo(2);
                        assertThat(config.announcements().secondBurstAfter()).isZero();
                        assertThat(config.checksum()).isEqualTo(ChecksumChoice.MESSAGE_ONLY);
                    });
        }
    }

    @Test
    void everyKeywordThatKeepalivedKnowsIsAnsweredByItsClass() {
        for (Keywords.Row row : Keywords.rows()) {
            for (String name : row.names()) {
                String text = switch (row.section()) {
                    case TOP -> name + " x\n";
                    case GLOBAL -> "global_defs {\n" + name + " x\n}\n";
                    case INSTANCE -> "vrrp_instance A {\n" + name + " x\n}\n";
                    case SCRIPT -> "vrrp_script s {\n" + name + " x\n}\n";
                    case AUTHENTICATION -> "vrrp_instance A {\nauthentication {\n" + name + " x\n}\n}\n";
                    case ADDRESS -> "vrrp_instance A {\nvirtual_ipaddress {\n198.51.100.1 " + name + " x\n}\n}\n";
                    case PEER -> "vrrp_instance A {\nunicast_peer {\n198.51.100.1 " + name + " x\n}\n}\n";
                    case ROUTE -> "vrrp_instance A {\nvirtual_routes {\n" + name + " x\n}\n}\n";
                    case RULE -> "vrrp_instance A {\nvirtual_rules {\n" + name + " x\n}\n}\n";
                    case GROUP -> "vrrp_sync_group A {\n" + name + " x\n}\n";
                    case TRACK_FILE -> "track_file f {\n" + name + " x\n}\n";
                    case TRACK_PROCESS -> "track_process p {\n" + name + " x\n}\n";
                    case GARP_GROUP -> "garp_group {\n" + name + " x\n}\n";
                };
                List<String> about = diagnostics(text).stream()
                        .filter(diagnostic -> diagnostic.contains("'" + name + "'"))
                        .toList();
                assertThat(about).as(name).noneMatch(diagnostic -> diagnostic.contains("unknown keyword"));
                if (row.support() != Keywords.Support.SUPPORTED) {
                    String severity = switch (row.support()) {
                        case NO_EFFECT -> "note";
                        case IGNORED -> "warning";
                        default -> "error";
                    };
                    assertThat(about).as(name).anyMatch(diagnostic -> diagnostic.contains(": " + severity + ": "));
                }
            }
        }
    }

    @Test
    void linesThatKeepalivedWouldCutAreErrors() {
        String line = "#" + "x".repeat(PhysicalLine.MAX_LENGTH - 1);

        assertThat(diagnostics(instance(line))).isEmpty();
        assertThat(diagnostics(instance(line + "x")))
                .containsExactly("a.conf:4: error: the line has 1025 characters, at most 1024 are allowed: break it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0000 | control character U+0000 in the text: remove it from column 9",
                "001B | control character U+001B in the text: remove it from column 9",
                "000D | control character U+000D in the text: remove it from column 9",
                "00A0 | character U+00A0 looks like a blank but does not part words: replace it with a blank",
                "3000 | character U+3000 looks like a blank but does not part words: replace it with a blank",
                "200B | character U+200B looks like a blank but does not part words: replace it with a blank",
            })
    void charactersThatNobodySeesAreErrors(String hex, String expected) {
        String line = "priority" + (char) Integer.parseInt(hex, 16) + " 90";

        assertThat(diagnostics(instance(line))).containsExactly("a.conf:4: error: " + expected);
    }

    @Test
    void aByteOrderMarkIsNamed() {
        assertThat(diagnostics("\uFEFF" + instance("")))
                .containsExactly("a.conf:1: error: the file starts with a byte order mark (U+FEFF): save it as UTF-8 "
                        + "without one");
    }

    @Test
    void bracesEndLinesAndMayStandOnTheNext() {
        List<VirtualRouterConfig> expected =
                KeepalivedConfig.parse("a.conf", instance("priority 90")).routers();

        for (String text : List.of(
                "vrrp_instance A\n\n# why\n{\ninterface eth0\nvirtual_router_id 7\npriority 90\nvirtual_ipaddress\n{\n"
                        + "198.51.100.16/24\n}}",
                "vrrp_instance A{interface eth0\nvirtual_router_id 7\nvirtual_ipaddress{198.51.100.16/24}priority 90}",
                "vrrp_instance\tA {\n\"interface\"\"eth0\"\nvirtual_router_id\f7\u000B\npriority 90!x\n" + ADDRESS)) {
            assertThat(diagnostics(text)).isEmpty();
            assertThat(KeepalivedConfig.parse("a.conf", text).routers()).isEqualTo(expected);
        }
    }

    @Test
    void onOffKeywordsThatAreRefusedMayBeOff() {
        assertThat(diagnostics("global_defs {\nvrrp_strict off\n}\n" + instance("strict_mode no")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preempt_delay 0",
                "down_timer_adverts 3",
                "garp_master_refresh 0",
                "lower_prio_no_advert off",
                "higher_prio_send_advert off",
                "owner_ignore_adverts off",
                "strict_mode off",
                "old_unicast_checksum never",
                "track_interface {\neth1 weight 0\n}",
                "v3_checksum_as_v2 off",
            })
    void aKeywordWithTheDefaultOfKeepalivedNeverHurts(String lines) {
        assertThat(diagnostics(instance(lines))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vrrp_startup_delay 0",
                "vrrp_delay_after_boot 0",
                "vrrp_down_timer_adverts 3",
                "vrrp_min_garp off",
                "vrrp_check_unicast_src off",
                "vrrp_higher_prio_send_advert off",
                "vrrp_lower_prio_no_advert off",
                "vrrp_owner_ignore_adverts off",
                "vrrp_mcast_group4 224.0.0.18",
                "vrrp_mcast_group6 ff02::12",
                "vrrp_garp_lower_prio_delay 5",
            })
    void aGlobalKeywordWithTheDefaultOfKeepalivedNeverHurts(String line) {
        assertThat(diagnostics("global_defs {\n" + line + "\n}\n" + instance("")))
                .isEmpty();
    }

    @Test
    void whatKeepalivedLeavesOffIsOnUntilTheFileSaysOff() {
        String peer = "unicast_peer {\n198.51.100.2\n}\n";
        Function<VirtualRouterConfig, Object> onlyPeers = c -> ((Transport.Unicast) c.transport()).onlyPeers();

        assertThat(value("", VirtualRouterConfig::contest)).isEqualTo(new Contest(true, true));
        assertThat(value("higher_prio_send_advert off", VirtualRouterConfig::contest))
                .isEqualTo(new Contest(true, false));
        assertThat(value("lower_prio_no_advert", VirtualRouterConfig::contest)).isEqualTo(new Contest(false, true));
        assertThat(value(peer, onlyPeers)).isEqualTo(true);
        assertThat(value(peer + "check_unicast_src off", onlyPeers)).isEqualTo(false);
        assertThat(valueWith("vrrp_check_unicast_src no", peer, onlyPeers)).isEqualTo(false);
        assertThat(valueWith("vrrp_check_unicast_src no", peer + "check_unicast_src", onlyPeers))
                .isEqualTo(true);
        assertThat(valueWith("vrrp_higher_prio_send_advert off", "", VirtualRouterConfig::contest))
                .isEqualTo(new Contest(true, false));
        assertThat(valueWith("vrrp_lower_prio_no_advert", "lower_prio_no_advert no", VirtualRouterConfig::contest))
                .isEqualTo(new Contest(true, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // global_defs | instance | burst, second after, contested burst, second after, refresh every, refresh
                // burst
                "               |                                             | 5 5 5 5 0 1",
                "vrrp_min_garp  |                                             | 1 0 1 0 0 1",
                "vrrp_min_garp;vrrp_garp_master_repeat 4 |                    | 4 0 4 0 0 1",
                "vrrp_garp_master_repeat 3;vrrp_garp_master_delay 2 |         | 3 2 3 2 0 1",
                "               | garp_master_repeat 3;garp_master_delay 2    | 3 2 5 5 0 1",
                "vrrp_garp_lower_prio_repeat 2;vrrp_garp_lower_prio_delay 1 | | 5 5 2 1 0 1",
                "vrrp_garp_lower_prio_repeat 2 | garp_lower_prio_repeat 7     | 5 5 7 5 0 1",
                "vrrp_garp_lower_prio_repeat 0 |                              | 5 5 0 0 0 1",
                "               | garp_lower_prio_repeat 0;garp_lower_prio_delay 9 | 5 5 0 0 0 1",
                "vrrp_garp_master_refresh 60;vrrp_garp_master_refresh_repeat 2 | garp_master_refresh 30 | 5 5 5 5 30 2",
            })
    void announcementsHaveTheDefaultsOfKeepalived(String global, String lines, String expected) {
        Function<VirtualRouterConfig, Object> profile = config -> {
            AnnouncementProfile a = config.announcements();
            return a.burst() + " " + a.secondBurstAfter().toSeconds() + " " + a.contestedBurst() + " "
                    + a.contestedSecondBurstAfter().toSeconds() + " "
                    + a.refreshEvery().toSeconds() + " " + a.refreshBurst();
        };

        assertThat(valueWith(
                        global == null ? "" : global.replace(';', '\n'),
                        lines == null ? "" : lines.replace(';', '\n'),
                        profile))
                .isEqualTo(expected);
    }

    @Test
    void aDelayAfterBootIsWhatIsLeftOfIt() {
        String text = "global_defs {\nvrrp_startup_delay 5\nvrrp_delay_after_boot 60\n}\n" + instance("");

        assertThat(startupDelay(text, Optional.of(Duration.ofSeconds(20)))).isEqualTo(Duration.ofSeconds(40));
        assertThat(startupDelay(text, Optional.of(Duration.ofSeconds(58)))).isEqualTo(Duration.ofSeconds(5));
        assertThat(startupDelay(text, Optional.of(Duration.ofDays(9)))).isEqualTo(Duration.ofSeconds(5));
        assertThat(startupDelay(text, Optional.empty())).isEqualTo(Duration.ofSeconds(5));
        assertThat(KeepalivedConfig.parse("a.conf", text, Options.DEFAULT, host(Optional.empty()))
                        .diagnostics())
                .containsExactly(new Diagnostic(
                        "a.conf",
                        3,
                        Severity.NOTE,
                        "vrrp_delay_after_boot has no effect here: the host does not tell when it was booted"));
    }

    private static Duration startupDelay(String text, Optional<Duration> uptime) {
        return KeepalivedConfig.parse("a.conf", text, Options.DEFAULT, host(uptime))
                .routers()
                .get(0)
                .timing()
                .startupDelay();
    }

    @ParameterizedTest
    @CsvSource({"198.51.100., 255, IPv4", "2001:db8::, 89, IPv6"})
    void moreAddressesThanAnAdvertisementCarriesAreRefusedWithTheirNumber(String prefix, int most, String family) {
        StringBuilder lines = new StringBuilder("virtual_ipaddress {\n");
        int first = family.equals("IPv6") ? 2 : 1; // The link-local one, or that of every instance of this test.
        lines.append(family.equals("IPv6") ? "fe80::1\n" : "");
        for (int i = 1; i <= most; i++) {
            lines.append(prefix).append(i % 256).append('\n');
        }
        String start = "vrrp_instance A {\ninterface eth0\nvirtual_router_id 7\n" + lines;

        assertThat(diagnostics(start + "}\n}\n")).isEmpty();
        String other = family.equals("IPv6") ? "2001:db8:1::1" : "203.0.113.1";
        assertThat(diagnostics(start + other + "\n}\n}\n"))
                .containsExactly("a.conf:4: error: virtual_ipaddress: addresses must have at most "
                        + (most + first - 1) + " entries, as many as an " + family
                        + " advertisement can carry; give the others as virtual_ipaddress_excluded: " + (most + first));
    }

    @Test
    void aGroupThatIsNotCompleteIsLeftOutOfTheHost() {
        KeepalivedConfig config = KeepalivedConfig.parse(
                "a.conf", "vrrp_sync_group G {\ngroup {\nA\nB\n}\n}\n" + instance("") + "vrrp_instance B {\n}\n");

        assertThat(config.hasErrors()).isTrue();
        assertThat(config.hostConfig().routers()).hasSize(1);
        assertThat(config.hostConfig().groups()).isEmpty();
    }

    private static String instance(String lines) {
        return "vrrp_instance A {\ninterface eth0\nvirtual_router_id 7\n" + lines + "\n" + ADDRESS;
    }

    private static Object value(String lines, Function<VirtualRouterConfig, Object> field) {
        KeepalivedConfig config = KeepalivedConfig.parse("a.conf", instance(lines));
        assertThat(config.hasErrors())
                .as(config.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining("\n")))
                .isFalse();
        return field.apply(config.routers().get(0));
    }

    private static Object valueWith(String global, String lines, Function<VirtualRouterConfig, Object> field) {
        KeepalivedConfig config =
                KeepalivedConfig.parse("a.conf", "global_defs {\n" + global + "\n}\n" + instance(lines));
        assertThat(config.hasErrors()).isFalse();
        return field.apply(config.routers().get(0));
    }

    private static List<String> diagnostics(String text) {
        return KeepalivedConfig.parse("a.conf", text).diagnostics().stream()
                .map(Diagnostic::toString)
                .toList();
    }

    private static Host host(Optional<Duration> uptime) {
        return new Host(() -> uptime, user -> false, "root", false);
    }
}
