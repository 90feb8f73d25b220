/* SPDX-License-Identifier: Apache-2.0 */
/** Virtual IP leader election inside a Java process: a VRRP speaker that binds the address itself. */
@SuppressWarnings("requires-automatic") // gRPC has no module descriptor, and an application need not have gRPC
module io.vip4j {
    requires java.sql;
    requires org.slf4j;
    requires static io.grpc;
    requires static jdk.jfr;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;

    exports io.vip4j;
    exports io.vip4j.config;
    exports io.vip4j.event;
    exports io.vip4j.health;
    exports io.vip4j.keepalived;
    exports io.vip4j.page;
    exports io.vip4j.plan;
    exports io.vip4j.probe;
    exports io.vip4j.quorum;
    exports io.vip4j.simulation;
    exports io.vip4j.spi;
    exports io.vip4j.testkit;
    exports io.vip4j.vrrp;
    exports io.vip4j.wire;
}
