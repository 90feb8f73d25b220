/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static io.vip4j.keepalived.Keywords.Row.ignored;
import static io.vip4j.keepalived.Keywords.Row.noEffect;
import static io.vip4j.keepalived.Keywords.Row.refusedUnlessOff;
import static io.vip4j.keepalived.Keywords.Row.supported;

import io.vip4j.keepalived.Keywords.Row;
import io.vip4j.keepalived.Keywords.Section;
import java.util.List;

/** The keywords of {@code global_defs}; read through {@link Keywords} only. */
final class GlobalKeywords {

    static final List<Row> ROWS = List.of(
            supported(Section.GLOBAL, "router_id", "name of this node, for people"),
            supported(Section.GLOBAL, "vrrp_version", "2 or 3; default 2, and 3 with IPv6 addresses"),
            supported(Section.GLOBAL, "vrrp_mcast_group4 vrrp_mcast_group6", "default 224.0.0.18 and ff02::12"),
            supported(
                    Section.GLOBAL,
                    "vrrp_garp_master_delay vrrp_garp_master_repeat vrrp_garp_master_refresh "
                            + "vrrp_garp_master_refresh_repeat",
                    "defaults of those of instances; 5, 5, 0 and 1"),
            supported(
                    Section.GLOBAL,
                    "vrrp_garp_lower_prio_delay vrrp_garp_lower_prio_repeat",
                    "defaults of those of instances; vrrp_garp_master_delay and vrrp_garp_master_repeat"),
            supported(
                    Section.GLOBAL,
                    "vrrp_garp_interval vrrp_gna_interval",
                    "0..10 s between announcements over IPv4 and IPv6; default 0.0005"),
            supported(
                    Section.GLOBAL, "vrrp_min_garp", "one announcement and no second burst, where nothing else is set"),
            supported(Section.GLOBAL, "vrrp_down_timer_adverts", "default of down_timer_adverts; 3"),
            supported(Section.GLOBAL, "vrrp_startup_delay", "0..3600 s"),
            supported(
                    Section.GLOBAL,
                    "vrrp_delay_after_boot",
                    "0..3600 s; what is left of it when the file is read (note where the uptime is unknown)"),
            supported(Section.GLOBAL, "vrrp_lower_prio_no_advert", "default of lower_prio_no_advert; off"),
            supported(
                    Section.GLOBAL,
                    "vrrp_higher_prio_send_advert",
                    "default of higher_prio_send_advert; on, see above"),
            supported(Section.GLOBAL, "vrrp_check_unicast_src", "default of check_unicast_src; on, see above"),
            supported(Section.GLOBAL, "v3_checksum_as_v2", "default of v3_checksum_as_v2; off"),
            refusedUnlessOff(
                    Section.GLOBAL,
                    "vrrp_owner_ignore_adverts vrrp_strict",
                    "it contradicts RFC 9568 or hides the addresses; off is accepted"),
            noEffect(
                    Section.GLOBAL,
                    "vrrp_skip_check_adv_addr",
                    "a different address list never leads to the rejection of an advertisement"),
            noEffect(
                    Section.GLOBAL,
                    "log_unknown_vrids",
                    "unknown virtual routers on the segment are always reported, as an event"),
            ignored(Section.GLOBAL, "dynamic_interfaces", "the interface must exist at the start"),
            ignored(
                    Section.GLOBAL,
                    "vrrp_garp_extra_if vrrp_vmac_garp_intvl",
                    "announcements go out on the interface of each address only"),
            ignored(
                    Section.GLOBAL,
                    "vmac_prefix vmac_addr_prefix",
                    "an interface with a virtual MAC is named vrrp4.VRID or vrrp6.VRID: give use_vmac a name"),
            ignored(
                    Section.GLOBAL,
                    "notification_email notification_email_from smtp_server smtp_helo_name smtp_connect_timeout "
                            + "smtp_alert smtp_alert_vrrp smtp_alert_checker no_email_faults no_checker_emails",
                    "no mail is sent"),
            ignored(
                    Section.GLOBAL,
                    "notify_fifo notify_fifo_script vrrp_notify_fifo vrrp_notify_fifo_script lvs_notify_fifo "
                            + "lvs_notify_fifo_script fifo_write_vrrp_states_on_reload "
                            + "startup_script startup_script_timeout shutdown_script shutdown_script_timeout",
                    "no FIFO is written and no such script is run: use notify, or listen in the process"),
            supported(
                    Section.GLOBAL,
                    "script_user",
                    "user and group of scripts; default keepalived_script if it exists, else the own one (note)"),
            supported(
                    Section.GLOBAL,
                    "enable_script_security",
                    "a script that root would run and others could change is an error, not a warning"),
            supported(Section.GLOBAL, "vrrp_notify_priority_changes", "default of notify_priority_changes; off"),
            supported(
                    Section.GLOBAL,
                    "include_check",
                    "readable, match, wildcard_match and brace_match, with + or -; from its line on"),
            ignored(
                    Section.GLOBAL,
                    "snmp_socket enable_snmp_keepalived enable_snmp_vrrp enable_snmp_checker enable_snmp_rfc "
                            + "enable_snmp_rfcv2 enable_snmp_rfcv3 enable_traps enable_dbus dbus_service_name "
                            + "dbus_no_interface_name",
                    "there is no SNMP and no DBus"),
            noEffect(
                    Section.GLOBAL,
                    "lvs_sync_daemon lvs_timeouts lvs_flush lvs_flush_on_stop lvs_flush_onstop nftables_ipvs "
                            + "nftables_ipvs_priority nftables_ipvs_start_fwmark lvs_netlink_cmd_rcv_bufs "
                            + "lvs_netlink_cmd_rcv_bufs_force lvs_netlink_monitor_rcv_bufs "
                            + "lvs_netlink_monitor_rcv_bufs_force rs_init_notifies checker_log_all_failures "
                            + "lvs_process_name checker_process_name checker_priority checker_no_swap "
                            + "checker_cpu_affinity checker_rt_priority checker_rlimit_rttime checker_rlimit_rtime",
                    "load balancing (LVS) is no part of vip4j"),
            noEffect(
                    Section.GLOBAL,
                    "nftables nftables_priority nftables_counters nftables_ifindex vrrp_iptables vrrp_ipsets "
                            + "disable_local_igmp default_interface",
                    "what it serves (firewall rules, static addresses) is refused or not needed"),
            noEffect(
                    Section.GLOBAL,
                    "vrrp_rt_priority",
                    "it concerns the process: vipd run --rt-priority, LinuxVipPlatform.realTimeLoop"),
            noEffect(
                    Section.GLOBAL, "vrrp_no_swap", "it concerns the process: MemorySwapMax=0 in its unit, or no swap"),
            noEffect(
                    Section.GLOBAL,
                    "linkbeat_use_polling process_names process_name vrrp_process_name bfd_process_name "
                            + "max_auto_priority min_auto_priority_delay vrrp_priority vrrp_cpu_affinity "
                            + "vrrp_rlimit_rttime vrrp_rlimit_rtime bfd_priority bfd_no_swap "
                            + "bfd_cpu_affinity bfd_rt_priority bfd_rlimit_rttime bfd_rlimit_rtime "
                            + "vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force "
                            + "vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force vrrp_rx_bufs_policy "
                            + "vrrp_rx_bufs_multiplier process_monitor_rcv_bufs process_monitor_rcv_bufs_force "
                            + "tmp_config_directory config_save_dir use_disk_copy_for_config "
                            + "reload_check_config reload_time_file reload_repeat reload_file state_dump_file "
                            + "stats_dump_file json_dump_file json_version data_use_instance random_seed umask "
                            + "use_symlink_paths iproute_usr_dir iproute_etc_dir set_supplementary_groups",
                    "it concerns the process of keepalived"));

    private GlobalKeywords() {}
}
