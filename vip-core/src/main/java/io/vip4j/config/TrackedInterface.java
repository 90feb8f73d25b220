/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.health.OnFailure;

/**
 * Another interface whose link counts. One that does not exist is down.
 *
 * @param name its name
 * @param onFailure what happens while it is down
 */
public record TrackedInterface(String name, OnFailure onFailure) {}
