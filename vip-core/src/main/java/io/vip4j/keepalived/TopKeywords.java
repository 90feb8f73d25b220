/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static io.vip4j.keepalived.Keywords.Row.ignored;
import static io.vip4j.keepalived.Keywords.Row.noEffect;
import static io.vip4j.keepalived.Keywords.Row.refused;
import static io.vip4j.keepalived.Keywords.Row.supported;

import io.vip4j.keepalived.Keywords.Row;
import io.vip4j.keepalived.Keywords.Section;
import java.util.List;

/** The keywords of the top level and of its small blocks; read through {@link Keywords} only. */
final class TopKeywords {

    static final List<Row> ROWS = List.of(
            supported(Section.TOP, "global_defs", "defaults; valid for instances before and after it"),
            supported(Section.TOP, "vrrp_instance", "a virtual router"),
            supported(Section.TOP, "vrrp_sync_group", "virtual routers that move together"),
            supported(Section.TOP, "vrrp_script", "read and checked, but not run yet (warning where it is tracked)"),
            supported(
                    Section.TOP,
                    "interface_up_down_delays",
                    "lines of INTERFACE DOWN [UP], 0..255 s; without UP it is 0, as in keepalived, whatever its manual"
                            + " says"),
            supported(Section.TOP, "garp_group", "intervals of its own for some interfaces"),
            refused(
                    Section.TOP,
                    "static_ipaddress static_routes static_rules",
                    "addresses, routes and rules that stay are not supported: use the network setup of the host"),
            refused(Section.TOP, "net_namespace", "start the process in that network namespace"),
            ignored(
                    Section.TOP,
                    "track_file vrrp_track_file track_process vrrp_track_process bfd_instance track_group",
                    "this kind of tracking is not supported yet"),
            ignored(
                    Section.TOP,
                    "virtual_server virtual_server_group SSL",
                    "load balancing (LVS) is no part of vip4j; the whole block is skipped"),
            noEffect(Section.TOP, "linkbeat_interfaces linkbeat_use_polling", "link state comes from the kernel"),
            noEffect(
                    Section.TOP,
                    "net_namespace_ipvs namespace_with_ipsets instance use_pid_dir child_wait_time include_check",
                    "it concerns the process of keepalived"));

    static final List<Row> BLOCKS = List.of(
            supported(Section.GROUP, "group", "names of instances, on one line or several"),
            supported(
                    Section.GROUP,
                    "track_interface",
                    "applies to each member; a weight counts as release without sync_group_tracking_weight (warning)"),
            supported(Section.GROUP, "track_script", "read, but the group runs without the check (warning)"),
            supported(
                    Section.GROUP,
                    "sync_group_tracking_weight global_tracking",
                    "keeps the weights of tracked interfaces"),
            refused(Section.GROUP, "track_file track_process track_bfd", "this kind of tracking is not supported yet"),
            ignored(
                    Section.GROUP,
                    "notify notify_master notify_backup notify_fault notify_stop notify_priority_changes",
                    "no script is run: listen to the virtual routers in the process instead"),
            ignored(Section.GROUP, "smtp_alert", "no mail is sent"),
            //
            supported(
                    Section.GARP_GROUP,
                    "garp_interval gna_interval",
                    "0..10 s; between announcements over IPv4 and IPv6"),
            supported(Section.GARP_GROUP, "interface", "one interface"),
            supported(Section.GARP_GROUP, "interfaces", "several interfaces; each is counted by itself"),
            //
            supported(Section.SCRIPT, "script", "required"),
            supported(Section.SCRIPT, "interval timeout", "seconds with decimals, more than 0"),
            supported(Section.SCRIPT, "weight", "-253..253, and reverse"),
            supported(Section.SCRIPT, "rise fall", "1 or more"),
            supported(Section.SCRIPT, "user", "user and group"),
            supported(Section.SCRIPT, "init_fail", "without value"));

    private TopKeywords() {}
}
