/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.lab.Product;
import java.util.List;
import java.util.Map;

/** Something that is measured of one product at a time, in a lab of its own. */
interface Experiment {

    /** One word, by which it is chosen. */
    String name();

    /** What it measures, in the order in which it is shown. */
    List<Metric> metrics();

    /** Measures once; a value for each of {@link #metrics}. */
    Map<Metric, Double> measure(Product product);

    /**
     * One measured value; less is better.
     *
     * @param title for people
     * @param unit of the value
     * @param judged how it is held against keepalived's
     * @param bound what the ratio or the difference may be
     */
    record Metric(String title, String unit, Judged judged, double bound) {

        /** The value, judged by its ratio to keepalived's. */
        static Metric ratio(String title, String unit, double most) {
            return new Metric(title, unit, Judged.RATIO, most);
        }

        /** The value, judged by how much it is above keepalived's. */
        static Metric above(String title, String unit, double most) {
            return new Metric(title, unit, Judged.DIFFERENCE, most);
        }

        /** The value, judged alone. */
        static Metric alone(String title, String unit, double most) {
            return new Metric(title, unit, Judged.VALUE, most);
        }
    }

    /** How a value is judged. */
    enum Judged {
        /** By its ratio to keepalived's. */
        RATIO,
        /** By how much it is above keepalived's. */
        DIFFERENCE,
        /** By itself. */
        VALUE
    }
}
