/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

/** What is measured of a proxy that owns its address. */
enum ProxyMeasure {
    RATE(Kind.LOAD, "connections a second", "/s"),
    STREAM_ONE(Kind.LOAD, "throughput of one connection", "MB/s"),
    STREAM_MANY(Kind.LOAD, "throughput of 1,000 connections", "MB/s"),
    ADDED_MEDIAN(Kind.LOAD, "added latency, median", "us"),
    ADDED_P99(Kind.LOAD, "added latency, 99th percentile", "us"),
    MEMORY(Kind.LOAD, "resident memory of the node, idle", "MiB"),
    MEMORY_OF_CONNECTION(Kind.LOAD, "memory of an idle connection", "KiB"),
    BACKEND_DIES(Kind.FAULT, "a server is killed: attempts fail for", "ms"),
    SIGKILL(Kind.FAULT, "SIGKILL of the proxy: client's gap", "ms"),
    SIGSTOP(Kind.FAULT, "SIGSTOP of the proxy: client's gap", "ms"),
    CUT(Kind.FAULT, "cable of the node cut: client's gap", "ms"),
    RESTART(Kind.FAULT, "planned restart of the node: client's gap", "ms");

    /** What has to be done for it. */
    enum Kind {
        LOAD,
        FAULT
    }

    private final Kind kind;
    private final String title;
    private final String unit;

    ProxyMeasure(Kind kind, String title, String unit) {
        this.kind = kind;
        this.title = title;
        this.unit = unit;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    Kind kind() {
        return kind;
    }
}
