/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What can be wrong with a host. {@link io.vip4j.linux.doctor.Finding} and {@link io.vip4j.linux.doctor.DoctorRule} are for
 * users, through {@link io.vip4j.linux.VipDoctor}; all else is not.
 *
 * <pre>
 * Host (files below a root, and values)  ->  Examination, one for each part of a host  ->  Report  ->  Finding
 * </pre>
 *
 * <p>An examination only reads. Where it finds no file it has nothing to say; where it may not read one, {@link
 * io.vip4j.linux.doctor.HostFiles} remembers that, and the report ends with a note for each of them.
 */
@NullMarked
package io.vip4j.linux.doctor;

import org.jspecify.annotations.NullMarked;
