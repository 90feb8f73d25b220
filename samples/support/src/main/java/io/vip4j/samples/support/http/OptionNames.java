/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

/**
 * What the settings of the page are called where people write them, for the refusals that name them.
 *
 * @param host gives the server another name
 * @param tokenFile says where the token is
 * @param allowRemote lets other hosts come
 */
public record OptionNames(String host, String tokenFile, String allowRemote) {}
