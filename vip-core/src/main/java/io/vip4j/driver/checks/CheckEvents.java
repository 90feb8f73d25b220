/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.Reading;

/** Hears about all checks of a router or group, the members of composite ones with them, on the loop. */
interface CheckEvents {

    /**
     * There is a new check.
     *
     * @param description what is asked or watched
     * @param reading how it counts before its first answer
     */
    void begins(String path, String description, Reading reading, String detail);

    /**
     * An answer came.
     *
     * @param path the name of the check; of members {@code composite/member}
     * @param up how it counts with it
     * @param changed whether it counted otherwise before
     */
    void answered(String path, CheckReport.Answer answer, boolean up, boolean changed);

    /** It counts so from now on, or for another reason. */
    void counts(String path, Reading reading, String detail);
}
