/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.List;
import java.util.Optional;

/**
 * A keyword with what belongs to it. In a block of values, such as {@code virtual_ipaddress}, the first word of each
 * line takes the place of the keyword.
 *
 * @param keyword the first word
 * @param arguments the further words of the line
 * @param block the statements in braces, if there are braces
 */
record Statement(Token keyword, List<Token> arguments, Optional<List<Statement>> block) {

    Statement {
        arguments = List.copyOf(arguments);
        block = block.map(List::copyOf);
    }

    /** The keyword as text. */
    String name() {
        return keyword.text();
    }

    /** Where the keyword stands. */
    Position at() {
        return keyword.at();
    }
}
