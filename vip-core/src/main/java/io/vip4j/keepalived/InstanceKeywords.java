/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static io.vip4j.keepalived.Keywords.Row.ignored;
import static io.vip4j.keepalived.Keywords.Row.noEffect;
import static io.vip4j.keepalived.Keywords.Row.refused;
import static io.vip4j.keepalived.Keywords.Row.refusedUnlessOff;
import static io.vip4j.keepalived.Keywords.Row.supported;

import io.vip4j.keepalived.Keywords.Row;
import io.vip4j.keepalived.Keywords.Section;
import java.util.List;

/** The keywords of {@code vrrp_instance} and {@code authentication}; read through {@link Keywords} only. */
final class InstanceKeywords {

    static final List<Row> ROWS = List.of(
            supported(Section.INSTANCE, "state", "MASTER or BACKUP; a hint without effect on the election (note)"),
            supported(Section.INSTANCE, "interface", "required"),
            supported(Section.INSTANCE, "virtual_router_id", "1..255; required"),
            supported(Section.INSTANCE, "priority", "1..255; default 100, or 255 with state MASTER"),
            supported(Section.INSTANCE, "version", "2 or 3; default vrrp_version, or 3 with IPv6 addresses"),
            supported(
                    Section.INSTANCE, "advert_int", "0.01..255 s with version 2, to 40.95 s with version 3; default 1"),
            supported(Section.INSTANCE, "preempt nopreempt", "default preempt"),
            supported(Section.INSTANCE, "preempt_delay", "0..1000 s; without effect with nopreempt or state MASTER"),
            supported(Section.INSTANCE, "down_timer_adverts", "1..100; default vrrp_down_timer_adverts"),
            supported(
                    Section.INSTANCE,
                    "lower_prio_no_advert",
                    "on: a lower Active router is not answered, which RFC 9568 wants; default off"),
            supported(
                    Section.INSTANCE,
                    "higher_prio_send_advert",
                    "off: give way to a higher Active router without a last word; default on, see above"),
            supported(Section.INSTANCE, "authentication", "a block; version 2 only"),
            supported(
                    Section.INSTANCE,
                    "virtual_ipaddress",
                    "1..255 addresses of one family, with IPv6 1..90 and a link-local one first unless unicast"),
            supported(
                    Section.INSTANCE, "virtual_ipaddress_excluded", "addresses of any family that are not advertised"),
            supported(Section.INSTANCE, "no_virtual_ipaddress", "an election without an advertised address"),
            supported(Section.INSTANCE, "native_ipv6", "the family of an election where no address tells it"),
            supported(Section.INSTANCE, "virtual_routes virtual_rules", "the common forms, see below"),
            supported(Section.INSTANCE, "unicast_peer", "one peer for each line; the own address may be among them"),
            supported(Section.INSTANCE, "unicast_src_ip", "only with unicast_peer"),
            supported(Section.INSTANCE, "unicast_ttl", "1..255, only with unicast_peer; default 255 in both families"),
            supported(
                    Section.INSTANCE,
                    "check_unicast_src",
                    "off: advertisements of others than the peers count too; default on, see above"),
            supported(Section.INSTANCE, "mcast_src_ip", "not with unicast_peer; link-local with IPv6"),
            supported(Section.INSTANCE, "mcast_dst_ip", "not with unicast_peer; default vrrp_mcast_group4 or 6"),
            supported(
                    Section.INSTANCE,
                    "old_unicast_checksum",
                    "only never; the checksum of keepalived 1.3.6 is refused"),
            supported(Section.INSTANCE, "v3_checksum_as_v2", "version 3 over IPv4 without pseudo-header; default off"),
            supported(Section.INSTANCE, "garp_master_delay", "0..1000 s; 0 is no second burst"),
            supported(Section.INSTANCE, "garp_master_repeat", "1..100; 0 counts as 1 (warning)"),
            supported(Section.INSTANCE, "garp_master_refresh", "0..86400 s; 0 is no refresh"),
            supported(Section.INSTANCE, "garp_master_refresh_repeat", "1..100; 0 counts as 1 (warning)"),
            supported(
                    Section.INSTANCE,
                    "garp_lower_prio_delay",
                    "0..1000 s; default vrrp_garp_lower_prio_delay, not garp_master_delay"),
            supported(
                    Section.INSTANCE,
                    "garp_lower_prio_repeat",
                    "0..100; default vrrp_garp_lower_prio_repeat, not garp_master_repeat; 0 is no announcement"),
            supported(Section.INSTANCE, "track_interface", "names, each with weight N [reverse] if wanted"),
            supported(Section.INSTANCE, "dont_track_primary", "the state of the own link does not count"),
            supported(
                    Section.INSTANCE,
                    "track_script track_file track_process",
                    "names, each with weight N [reverse] if it is another one than that of the definition"),
            supported(
                    Section.INSTANCE,
                    "use_vmac",
                    "a name for the interface if wanted; default vrrp4.VRID or vrrp6.VRID"),
            supported(Section.INSTANCE, "vmac_xmit_base", "only with use_vmac"),
            noEffect(Section.INSTANCE, "accept", "an Active router always accepts packets to its addresses"),
            noEffect(
                    Section.INSTANCE,
                    "skip_check_adv_addr",
                    "a different address list never leads to the rejection of an advertisement"),
            noEffect(Section.INSTANCE, "track_src_ip", "the source address always counts"),
            noEffect(Section.INSTANCE, "unicast_fault_no_peer", "unicast without a peer is always an error"),
            noEffect(Section.INSTANCE, "promote_secondaries", "other addresses of a prefix stay in any case"),
            noEffect(Section.INSTANCE, "debug kernel_rx_buf_size", "it concerns the process of keepalived"),
            noEffect(Section.INSTANCE, "linkbeat_use_polling", "link state comes from the kernel"),
            noEffect(Section.INSTANCE, "lvs_sync_daemon_interface", "load balancing (LVS) is no part of vip4j"),
            noEffect(
                    Section.INSTANCE,
                    "timer_expired_backup thread_timer_expired",
                    "after a stall an Active router always listens first and gives way to a better one"),
            ignored(
                    Section.INSTANCE,
                    "garp_extra_if vmac_garp_intvl",
                    "announcements go out on the interface of each address only"),
            supported(
                    Section.INSTANCE,
                    "notify notify_master notify_backup notify_fault notify_stop",
                    "a command, then a user and a group if wanted; run in the order of the events"),
            supported(
                    Section.INSTANCE,
                    "notify_master_rx_lower_pri",
                    "run when a contest begins, not for each advertisement"),
            supported(Section.INSTANCE, "notify_priority_changes", "default vrrp_notify_priority_changes"),
            ignored(Section.INSTANCE, "notify_deleted", "a router that a reload removes runs notify_stop"),
            ignored(Section.INSTANCE, "smtp_alert", "no mail is sent"),
            refused(
                    Section.INSTANCE,
                    "use_vmac_addr use_ipvlan vrf",
                    "of the interfaces that keepalived makes only those of use_vmac are supported"),
            refused(Section.INSTANCE, "track_bfd", "BFD is not supported: without it the router would keep its role"),
            refused(Section.INSTANCE, "no_accept", "the addresses always answer"),
            refusedUnlessOff(
                    Section.INSTANCE,
                    "strict_mode owner_ignore_adverts",
                    "it contradicts RFC 9568 or hides the addresses; off is accepted"),
            refused(Section.INSTANCE, "auth_hmac", "it is not supported yet"),
            //
            supported(Section.AUTHENTICATION, "auth_type", "PASS; AH is refused"),
            supported(Section.AUTHENTICATION, "auth_pass", "8 octets in UTF-8; a longer one is cut (warning)"));

    private InstanceKeywords() {}
}
