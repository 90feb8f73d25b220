/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A daemon together with the way in which it keeps its address honest. */
enum Variant {
    /** The kernel's lease alone, the default. */
    LEASE(Product.VIP4J, ""),
    /** The address on a device that dies with the process. */
    PROCESS(Product.VIP4J, "--binding process"),
    /** A set element of nftables that has to be renewed. */
    GATE(Product.VIP4J, "--gate nft"),
    /** A connection that the kernel closes when the process dies, together with the device. */
    PEER_WATCH(Product.VIP4J, "--peer-watch --binding process"),
    /** Connections end when the address goes. */
    BREAK_CONNECTIONS(Product.VIP4J, "--break-connections"),
    /** The other one. */
    KEEPALIVED(Product.KEEPALIVED, "");

    private final Product product;
    // Separated by blanks.
    private final String options;

    Variant(Product product, String options) {
        this.product = product;
        this.options = options;
    }

    static Optional<Variant> named(String word) {
        return Stream.of(values())
                .filter(variant -> variant.word().equals(word))
                .findFirst();
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name as a heading. */
    String title() {
        return product == Product.VIP4J ? "vipd, " + word() : product.title();
    }

    Product product() {
        return product;
    }

    boolean isVipd() {
        return product == Product.VIP4J;
    }

    private List<String> options() {
        return options.isEmpty() ? List.of() : List.of(options.split(" "));
    }

    /** A node, not started yet. */
    VrrpNode node(LabHost host, RouterSettings settings) {
        return isVipd() ? new VipdNode(host, settings, options()) : product.node(host, settings);
    }
}
