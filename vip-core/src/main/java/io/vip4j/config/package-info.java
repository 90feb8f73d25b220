/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What one virtual router shall be. Properties, builder and keepalived.conf all end in
 * {@link io.vip4j.config.VirtualRouterConfig}, whose constructor is the only validator.
 */
@NullMarked
package io.vip4j.config;

import org.jspecify.annotations.NullMarked;
