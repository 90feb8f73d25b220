/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of each keyword that keepalived 2.0 to 2.4 knows. This table is the only place with that knowledge; the
 * tables of {@code docs/keepalived-conf.md} are compared with it by a test.
 */
final class Keywords {

    /** Where a keyword may stand. */
    enum Section {
        TOP("top level"),
        GLOBAL("global_defs"),
        INSTANCE("vrrp_instance"),
        AUTHENTICATION("authentication"),
        ADDRESS("a line of virtual_ipaddress"),
        SCRIPT("vrrp_script");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** What is done with a keyword. */
    enum Support {
        /** Done as in keepalived, but for the differences that the documentation names. */
        SUPPORTED("supported"),
        /** Nothing is lost without it; a note. */
        NO_EFFECT("no effect (note)"),
        /** Something is lost that does not decide who owns the address; a warning. */
        IGNORED("ignored (warning)"),
        /** The election or the addresses would not be what the file says; an error. */
        REFUSED("refused (error)");

        private final String title;

        Support(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** What follows a keyword, as far as it matters to keywords that are not read. */
    enum Shape {
        ANY,
        /** on or off; off is the default, so it is accepted even of a keyword that is refused. */
        SWITCH,
        /** One value, which must be skipped to find the next option of the line. */
        OPTION_WITH_VALUE
    }

    /**
     * Keywords with the same fate.
     *
     * @param names the keywords
     * @param remark the reason, or how it is read if supported; the end of the message if not
     */
    record Row(Section section, Support support, Shape shape, List<String> names, String remark) {}

    private static final List<Row> ROWS = List.of(
            supported(Section.TOP, "global_defs", "defaults; valid for instances before and after it"),
            supported(Section.TOP, "vrrp_instance", "a virtual router"),
            supported(Section.TOP, "vrrp_script", "read and checked, but not run yet (warning where it is tracked)"),
            refused(Section.TOP, "vrrp_sync_group", "instances that move together are not supported yet"),
            refused(
                    Section.TOP,
                    "static_ipaddress static_routes static_rules",
                    "addresses, routes and rules that stay are not supported: use the network setup of the host"),
            refused(Section.TOP, "net_namespace", "start the process in that network namespace"),
            refused(Section.TOP, "interface_up_down_delays", "delays of link changes are not supported yet"),
            ignored(
                    Section.TOP,
                    "track_file vrrp_track_file track_process vrrp_track_process bfd_instance track_group",
                    "this kind of tracking is not supported yet"),
            ignored(Section.TOP, "garp_group", "gratuitous ARP is sent without gaps"),
            ignored(
                    Section.TOP,
                    "virtual_server virtual_server_group SSL",
                    "load balancing (LVS) is no part of vip4j; the whole block is skipped"),
            noEffect(Section.TOP, "linkbeat_interfaces linkbeat_use_polling", "link state comes from the kernel"),
            noEffect(
                    Section.TOP,
                    "net_namespace_ipvs namespace_with_ipsets instance use_pid_dir child_wait_time include_check",
                    "it concerns the process of keepalived"),
            //
            supported(Section.GLOBAL, "router_id", "name of this node, for people"),
            supported(Section.GLOBAL, "vrrp_version", "2 or 3; default 2"),
            supported(Section.GLOBAL, "vrrp_garp_master_delay", "default of garp_master_delay; 5"),
            supported(Section.GLOBAL, "vrrp_garp_master_repeat", "default of garp_master_repeat; 5"),
            supported(Section.GLOBAL, "v3_checksum_as_v2", "default of v3_checksum_as_v2; off"),
            refused(Section.GLOBAL, "vrrp_mcast_group4 vrrp_mcast_group6", "other groups are not supported yet"),
            refused(Section.GLOBAL, "vrrp_down_timer_adverts", "it is always 3; another value is not supported yet"),
            refused(Section.GLOBAL, "vrrp_startup_delay vrrp_delay_after_boot", "it is not supported yet"),
            refusedUnlessOff(
                    Section.GLOBAL,
                    "vrrp_lower_prio_no_advert vrrp_higher_prio_send_advert vrrp_owner_ignore_adverts vrrp_strict",
                    "it is not supported yet; off is accepted"),
            refusedUnlessOff(
                    Section.GLOBAL,
                    "vrrp_check_unicast_src",
                    "unicast advertisements are not supported yet; off is accepted"),
            noEffect(
                    Section.GLOBAL,
                    "vrrp_skip_check_adv_addr",
                    "a different address list never leads to the rejection of an advertisement"),
            ignored(Section.GLOBAL, "dynamic_interfaces", "the interface must exist at the start"),
            ignored(
                    Section.GLOBAL,
                    "vrrp_garp_master_refresh vrrp_garp_master_refresh_repeat vrrp_garp_lower_prio_delay "
                            + "vrrp_garp_lower_prio_repeat vrrp_garp_interval vrrp_gna_interval vrrp_min_garp "
                            + "vrrp_garp_extra_if vrrp_vmac_garp_intvl",
                    "of gratuitous ARP only vrrp_garp_master_delay and _repeat can be set"),
            ignored(
                    Section.GLOBAL,
                    "notification_email notification_email_from smtp_server smtp_helo_name smtp_connect_timeout "
                            + "smtp_alert smtp_alert_vrrp smtp_alert_checker no_email_faults no_checker_emails",
                    "no mail is sent"),
            ignored(
                    Section.GLOBAL,
                    "notify_fifo notify_fifo_script vrrp_notify_fifo vrrp_notify_fifo_script lvs_notify_fifo "
                            + "lvs_notify_fifo_script vrrp_notify_priority_changes fifo_write_vrrp_states_on_reload "
                            + "startup_script startup_script_timeout shutdown_script shutdown_script_timeout",
                    "no script is run and no FIFO is written: listen to the virtual router in the process instead"),
            noEffect(Section.GLOBAL, "script_user enable_script_security", "no script is run"),
            ignored(
                    Section.GLOBAL,
                    "snmp_socket enable_snmp_keepalived enable_snmp_vrrp enable_snmp_checker enable_snmp_rfc "
                            + "enable_snmp_rfcv2 enable_snmp_rfcv3 enable_traps enable_dbus dbus_service_name "
                            + "dbus_no_interface_name",
                    "there is no SNMP and no DBus"),
            ignored(Section.GLOBAL, "log_unknown_vrids", "foreign virtual routers are not logged"),
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
                            + "vmac_prefix vmac_addr_prefix disable_local_igmp default_interface",
                    "what it serves (firewall rules, virtual MACs, static addresses) is refused"),
            noEffect(
                    Section.GLOBAL,
                    "linkbeat_use_polling process_names process_name vrrp_process_name bfd_process_name "
                            + "max_auto_priority min_auto_priority_delay vrrp_priority vrrp_no_swap vrrp_cpu_affinity "
                            + "vrrp_rt_priority vrrp_rlimit_rttime vrrp_rlimit_rtime bfd_priority bfd_no_swap "
                            + "bfd_cpu_affinity bfd_rt_priority bfd_rlimit_rttime bfd_rlimit_rtime "
                            + "vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force "
                            + "vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force vrrp_rx_bufs_policy "
                            + "vrrp_rx_bufs_multiplier process_monitor_rcv_bufs process_monitor_rcv_bufs_force "
                            + "tmp_config_directory config_save_dir use_disk_copy_for_config include_check "
                            + "reload_check_config reload_time_file reload_repeat reload_file state_dump_file "
                            + "stats_dump_file json_dump_file json_version data_use_instance random_seed umask "
                            + "use_symlink_paths iproute_usr_dir iproute_etc_dir set_supplementary_groups",
                    "it concerns the process of keepalived"),
            //
            supported(Section.INSTANCE, "state", "MASTER or BACKUP; a hint without effect on the election (note)"),
            supported(Section.INSTANCE, "interface", "required"),
            supported(Section.INSTANCE, "virtual_router_id", "1..255; required"),
            supported(Section.INSTANCE, "priority", "1..255; default 100, or 255 with state MASTER"),
            supported(Section.INSTANCE, "version", "2 or 3; default vrrp_version, or 3 with IPv6 addresses"),
            supported(
                    Section.INSTANCE, "advert_int", "0.01..255 s with version 2, to 40.95 s with version 3; default 1"),
            supported(Section.INSTANCE, "preempt nopreempt", "default preempt"),
            supported(Section.INSTANCE, "authentication", "a block; version 2 only"),
            supported(Section.INSTANCE, "virtual_ipaddress", "1..255 addresses of one family; required"),
            supported(Section.INSTANCE, "garp_master_delay", "0..1000 s; 0 is no second burst"),
            supported(Section.INSTANCE, "garp_master_repeat", "1..100; 0 counts as 1 (warning)"),
            supported(Section.INSTANCE, "v3_checksum_as_v2", "version 3 over IPv4 without pseudo-header; default off"),
            supported(Section.INSTANCE, "track_script", "read, but the router runs without the check (warning)"),
            noEffect(Section.INSTANCE, "accept", "an Active router always accepts packets to its addresses"),
            noEffect(
                    Section.INSTANCE,
                    "skip_check_adv_addr",
                    "a different address list never leads to the rejection of an advertisement"),
            noEffect(Section.INSTANCE, "native_ipv6", "the addresses decide the family"),
            noEffect(Section.INSTANCE, "debug kernel_rx_buf_size", "it concerns the process of keepalived"),
            noEffect(Section.INSTANCE, "linkbeat_use_polling", "link state comes from the kernel"),
            noEffect(Section.INSTANCE, "lvs_sync_daemon_interface", "load balancing (LVS) is no part of vip4j"),
            ignored(
                    Section.INSTANCE,
                    "garp_master_refresh garp_master_refresh_repeat garp_lower_prio_delay garp_lower_prio_repeat "
                            + "garp_extra_if vmac_garp_intvl",
                    "of gratuitous ARP only garp_master_delay and garp_master_repeat can be set"),
            ignored(
                    Section.INSTANCE,
                    "notify notify_master notify_backup notify_fault notify_stop notify_deleted "
                            + "notify_master_rx_lower_pri notify_priority_changes",
                    "no script is run: listen to the virtual router in the process instead"),
            ignored(Section.INSTANCE, "smtp_alert", "no mail is sent"),
            refused(
                    Section.INSTANCE,
                    "virtual_ipaddress_excluded no_virtual_ipaddress virtual_routes virtual_rules promote_secondaries",
                    "it is not supported yet"),
            refused(
                    Section.INSTANCE,
                    "unicast_peer unicast_src_ip unicast_ttl unicast_fault_no_peer old_unicast_checksum "
                            + "check_unicast_src",
                    "unicast advertisements are not supported yet"),
            refused(Section.INSTANCE, "mcast_src_ip mcast_dst_ip track_src_ip", "it is not supported yet"),
            refused(
                    Section.INSTANCE,
                    "use_vmac use_vmac_addr vmac_xmit_base use_ipvlan vrf",
                    "virtual MACs and other interfaces of its own are not supported yet"),
            refused(
                    Section.INSTANCE,
                    "track_interface track_file track_process track_bfd",
                    "this kind of tracking is not supported yet"),
            refused(Section.INSTANCE, "dont_track_primary no_accept", "it is not supported yet"),
            refused(
                    Section.INSTANCE,
                    "preempt_delay down_timer_adverts timer_expired_backup thread_timer_expired",
                    "it is not supported yet"),
            refusedUnlessOff(
                    Section.INSTANCE,
                    "strict_mode lower_prio_no_advert higher_prio_send_advert owner_ignore_adverts",
                    "it is not supported yet; off is accepted"),
            refused(Section.INSTANCE, "auth_hmac", "it is not supported yet"),
            //
            supported(Section.AUTHENTICATION, "auth_type", "PASS; AH is refused"),
            supported(Section.AUTHENTICATION, "auth_pass", "8 octets in UTF-8; a longer one is cut (warning)"),
            //
            supported(Section.ADDRESS, "dev", "only the interface of the instance", Shape.OPTION_WITH_VALUE),
            supported(Section.ADDRESS, "scope", "only global", Shape.OPTION_WITH_VALUE),
            new Row(
                    Section.ADDRESS,
                    Support.REFUSED,
                    Shape.OPTION_WITH_VALUE,
                    names("brd broadcast label peer preferred_lft track_group"),
                    "it is not supported yet"),
            refused(
                    Section.ADDRESS,
                    "home -nodad mngtmpaddr noprefixroute autojoin no_track use_vmac",
                    "it is not supported yet"),
            //
            supported(Section.SCRIPT, "script", "required"),
            supported(Section.SCRIPT, "interval timeout", "seconds with decimals, more than 0"),
            supported(Section.SCRIPT, "weight", "-253..253, and reverse"),
            supported(Section.SCRIPT, "rise fall", "1 or more"),
            supported(Section.SCRIPT, "user", "user and group"),
            supported(Section.SCRIPT, "init_fail", "without value"));

    private static final Map<Section, Map<String, Row>> INDEX = index();

    private Keywords() {}

    /** The fate of a keyword in a section; empty if keepalived does not know it there. */
    static Optional<Row> find(Section section, String name) {
        return Optional.ofNullable(INDEX.getOrDefault(section, Map.of()).get(name));
    }

    /** The sections where a keyword may stand. */
    static List<Section> sectionsOf(String name) {
        List<Section> sections = new ArrayList<>();
        for (Section section : Section.values()) {
            if (find(section, name).isPresent()) {
                sections.add(section);
            }
        }
        return sections;
    }

    /** The whole table, in the order of the documentation. */
    static List<Row> rows() {
        return ROWS;
    }

    private static Map<Section, Map<String, Row>> index() {
        Map<Section, Map<String, Row>> index = new HashMap<>();
        for (Row row : ROWS) {
            Map<String, Row> section = index.computeIfAbsent(row.section(), s -> new HashMap<>());
            for (String name : row.names()) {
                if (section.put(name, row) != null) {
                    throw new IllegalStateException("keyword is twice in " + row.section() + ": " + name);
                }
            }
        }
        return index;
    }

    private static List<String> names(String names) {
        return List.of(names.split(" ", -1));
    }

    private static Row supported(Section section, String names, String remark) {
        return supported(section, names, remark, Shape.ANY);
    }

    private static Row supported(Section section, String names, String remark, Shape shape) {
        return new Row(section, Support.SUPPORTED, shape, names(names), remark);
    }

    private static Row noEffect(Section section, String names, String remark) {
        return new Row(section, Support.NO_EFFECT, Shape.ANY, names(names), remark);
    }

    private static Row ignored(Section section, String names, String remark) {
        return new Row(section, Support.IGNORED, Shape.ANY, names(names), remark);
    }

    private static Row refused(Section section, String names, String remark) {
        return new Row(section, Support.REFUSED, Shape.ANY, names(names), remark);
    }

    private static Row refusedUnlessOff(Section section, String names, String remark) {
        return new Row(section, Support.REFUSED, Shape.SWITCH, names(names), remark);
    }
}
