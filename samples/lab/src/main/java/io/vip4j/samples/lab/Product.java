/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.List;

/** The daemons that a story or a measurement can be told with. */
public enum Product {
    /** vipd of this source tree. */
    VIP4J("vip4j"),
    /** The installed keepalived. */
    KEEPALIVED("keepalived"),
    /** The installed FRR: zebra and vrrpd. VRRPv3 and multicast only. */
    FRR("FRR");

    private final String title;

    Product(String title) {
        this.title = title;
    }

    /** The name as a heading. */
    public String title() {
        return title;
    }

    /** A node of this product, not started yet. */
    public VrrpNode node(LabHost host, RouterSettings settings) {
        return switch (this) {
            case VIP4J -> new VipdNode(host, settings);
            case KEEPALIVED -> new KeepalivedNode(host, settings);
            case FRR -> new FrrNode(host, settings);
        };
    }

    /** Writes a keepalived.conf for a host and tells how this product is started with it. */
    List<String> command(LabHost host, String configuration) {
        return switch (this) {
            case VIP4J -> VipdNode.command(host, configuration);
            case KEEPALIVED -> KeepalivedNode.command(host, configuration);
            case FRR -> throw new LabException("FRR does not read a keepalived.conf");
        };
    }
}
