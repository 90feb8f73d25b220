/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

import io.vip4j.VipElector;
import java.util.List;

/** Beans of this type are told which virtual routers run, after each start, refresh and stop. */
@FunctionalInterface
public interface VipRoutersObserver {

    /**
     * These run now. Called on the thread that changed it.
     */
    void changed(List<VipElector> running);
}
