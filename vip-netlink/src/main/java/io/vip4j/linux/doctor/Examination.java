/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;

/** Looks at one part of a host. It reads, and changes and sends nothing. */
@FunctionalInterface
interface Examination {

    /** Reports what is wrong with a host for what shall run on it. */
    void examine(Host host, HostConfig wanted, Report report);
}
