/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads keepalived.conf. The only package that uses the words of keepalived.
 *
 * <pre>
 *   text --Lexer--&gt; tokens --Parser--&gt; statements --Importer--&gt; VirtualRouterConfigs
 *     |                |                   |
 *     +----------------+-------------------+--&gt; Diagnostics (file:line: severity: message)
 * </pre>
 *
 * The lexer and the parser know no keyword. {@code Keywords} is the one table that says what becomes of each keyword,
 * and {@code docs/keepalived.md} shows it. The rules of a virtual router stay with
 * {@link io.vip4j.config.VirtualRouterConfig}; here they only get a file and a line.
 */
@NullMarked
package io.vip4j.keepalived;

import org.jspecify.annotations.NullMarked;
