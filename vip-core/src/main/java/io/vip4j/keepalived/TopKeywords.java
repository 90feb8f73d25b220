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
            supported(Section.TOP, "vrrp_script", "a command that is run again and again; before what tracks it"),
            supported(
                    Section.TOP,
                    "track_file vrrp_track_file",
                    "a number in a file, times a weight; before what tracks it"),
            supported(
                    Section.TOP,
                    "track_process vrrp_track_process",
                    "processes that must be there; before what tracks them"),
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
            ignored(Section.TOP, "bfd_instance", "BFD is not supported; where it is tracked, that is an error"),
            ignored(Section.TOP, "track_group", "it belongs to static addresses"),
            noEffect(
                    Section.TOP,
                    "virtual_server virtual_server_group SSL",
                    "load balancing (LVS) is no part of vip4j; the whole block is skipped"),
            noEffect(Section.TOP, "linkbeat_interfaces linkbeat_use_polling", "link state comes from the kernel"),
            noEffect(
                    Section.TOP,
                    "net_namespace_ipvs namespace_with_ipsets instance use_pid_dir child_wait_time",
                    "it concerns the process of keepalived"));

    static final List<Row> BLOCKS = List.of(
            supported(Section.GROUP, "group", "names of instances, on one line or several"),
            supported(
                    Section.GROUP,
                    "track_interface",
                    "applies to each member; a weight counts as release without sync_group_tracking_weight (warning)"),
            supported(
                    Section.GROUP,
                    "track_script track_file track_process",
                    "apply to each member; one with a weight is ignored without sync_group_tracking_weight (warning)"),
            supported(
                    Section.GROUP,
                    "sync_group_tracking_weight global_tracking",
                    "keeps the weights of what the group and its members track"),
            refused(Section.GROUP, "track_bfd", "BFD is not supported: without it the group would not move"),
            supported(
                    Section.GROUP,
                    "notify notify_master notify_backup notify_fault notify_stop",
                    "a command, then a user and a group if wanted; run in the order of the events"),
            ignored(Section.GROUP, "notify_priority_changes", "a group has no priority"),
            ignored(Section.GROUP, "smtp_alert", "no mail is sent"),
            //
            supported(
                    Section.GARP_GROUP,
                    "garp_interval gna_interval",
                    "0..10 s; between announcements over IPv4 and IPv6"),
            supported(Section.GARP_GROUP, "interface", "one interface"),
            supported(Section.GARP_GROUP, "interfaces", "several interfaces; each is counted by itself"),
            //
            supported(
                    Section.SCRIPT, "script", "a command in quotes, run without a shell in the directory /; required"),
            supported(Section.SCRIPT, "interval", "0.01..3600 s; default 1"),
            supported(Section.SCRIPT, "timeout", "0.001..3600 s; default interval"),
            supported(Section.SCRIPT, "weight", "-253..253, and reverse; 0 releases the role; default 0"),
            supported(Section.SCRIPT, "rise fall", "1..100; default 1"),
            supported(Section.SCRIPT, "user", "user and group; default script_user"),
            supported(Section.SCRIPT, "init_fail", "counts as failed until it has risen"),
            //
            supported(Section.TRACK_FILE, "file", "required; missing, empty or no number counts as 0"),
            supported(
                    Section.TRACK_FILE,
                    "weight",
                    "-253..253, and reverse; times the number in the file, at -254 or less the role is released; with 0"
                            + " any other number than 0 releases it; default 1"),
            supported(Section.TRACK_FILE, "init_file", "a value and overwrite; written when the daemon starts"),
            //
            supported(Section.TRACK_PROCESS, "process", "a program and its parameters; required"),
            supported(
                    Section.TRACK_PROCESS,
                    "param_match",
                    "partial: these are the first parameters, or there are none; initial is refused"),
            supported(Section.TRACK_PROCESS, "weight", "-253..253, and reverse; 0 releases the role; default 0"),
            supported(Section.TRACK_PROCESS, "quorum", "1..999999999; default 1"),
            supported(Section.TRACK_PROCESS, "quorum_max", "0..999999999; default any number"),
            supported(
                    Section.TRACK_PROCESS,
                    "terminate_delay delay",
                    "0..3600 s that processes must be missing before it counts"),
            ignored(Section.TRACK_PROCESS, "fork_delay", "a process counts as soon as it is found"),
            noEffect(Section.TRACK_PROCESS, "full_command", "the command line is always compared"));

    private TopKeywords() {}
}
