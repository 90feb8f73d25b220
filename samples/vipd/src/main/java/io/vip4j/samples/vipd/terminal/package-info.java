/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What it takes to show something in a terminal, and nothing of vipd.
 *
 * <pre>
 *  ColorChoice, Glyphs   what this terminal can show and its user wants
 *  Style, Text, Table    a picture as values: words with a style, of a known width
 *  Terminal              a whole screen: size and keys through stty, pictures through escape sequences
 * </pre>
 *
 * <p>A style only repeats what the words say, so that a picture without colours says as much.
 */
@NullMarked
package io.vip4j.samples.vipd.terminal;

import org.jspecify.annotations.NullMarked;
