/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

/** What a probe of an application is called. */
final class Descriptions {

    private Descriptions() {}

    /** Its text; those of lambdas and objects without text of their own are of no use to people. */
    static String of(Object probe) {
        String text = probe.toString();
        Class<?> type = probe.getClass();
        boolean own = !type.isSynthetic() && !type.isHidden() && !text.startsWith(type.getName() + "@");
        return own ? text : "probe of the application";
    }
}
