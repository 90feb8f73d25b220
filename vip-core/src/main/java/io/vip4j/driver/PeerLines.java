/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.Vrid;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lines that routers which watch each other's process say over a connection, and nothing else.
 *
 * <pre>
 * Backup                        Active
 *   vip4j-watch 1 ipv4 10  --&gt;
 *                          &lt;--  ok 2350           its addresses outlive its process by at most 2350 ms
 *                          &lt;--  linger 50         from now on by at most 50 ms
 *                          &lt;--  bye               from now on the end of this connection means nothing
 *                    or:   &lt;--  no not Active     and the connection ends
 * </pre>
 *
 * Instead of a number of milliseconds {@code never} says that the addresses do not go by themselves.
 */
final class PeerLines {

    static final String BYE = "bye";
    static final String NO = "no ";

    private static final String HELLO = "vip4j-watch 1 ";
    private static final String OK = "ok ";
    private static final String LINGER = "linger ";
    private static final String NEVER = "never";

    /** Longer than any lease (3600 s) lasts. */
    private static final int MAX_DIGITS = 7;

    private static final int MAX_VRID_DIGITS = 3;

    private PeerLines() {}

    /** A virtual router as the routers of one link name it. */
    record Subject(AddressFamily family, Vrid vrid) {}

    static String hello(Subject subject) {
        return HELLO + (subject.family() == AddressFamily.IPV4 ? "ipv4 " : "ipv6 ") + subject.vrid();
    }

    static String ok(OptionalLong lingerMillis) {
        return OK + text(lingerMillis);
    }

    static String linger(OptionalLong lingerMillis) {
        return LINGER + text(lingerMillis);
    }

    private static String text(OptionalLong lingerMillis) {
        return lingerMillis.isPresent() ? Long.toString(lingerMillis.getAsLong()) : NEVER;
    }

    /** Whose process is to be watched; empty if the line is something else. */
    static Optional<Subject> readHello(String line) {
        if (!line.startsWith(HELLO)) {
            return Optional.empty();
        }
        String[] words = line.substring(HELLO.length()).split(" ", -1);
        if (words.length != 2 || !(words[0].equals("ipv4") || words[0].equals("ipv6"))) {
            return Optional.empty();
        }
        AddressFamily family = words[0].equals("ipv4") ? AddressFamily.IPV4 : AddressFamily.IPV6;
        OptionalLong vrid = number(words[1], MAX_VRID_DIGITS);
        return vrid.isPresent() && vrid.getAsLong() >= 1 && vrid.getAsLong() <= 255
                ? Optional.of(new Subject(family, new Vrid((int) vrid.getAsLong())))
                : Optional.empty();
    }

    /** What an Active router says of its addresses: how long they linger, or that they never go. */
    record Lingers(OptionalLong millis) {}

    /** Reads {@code ok}; empty if the line is something else. */
    static Optional<Lingers> readOk(String line) {
        return lingers(OK, line);
    }

    /** Reads {@code linger}; empty if the line is something else. */
    static Optional<Lingers> readLinger(String line) {
        return lingers(LINGER, line);
    }

    private static Optional<Lingers> lingers(String word, String line) {
        if (!line.startsWith(word)) {
            return Optional.empty();
        }
        String rest = line.substring(word.length());
        if (rest.equals(NEVER)) {
            return Optional.of(new Lingers(OptionalLong.empty()));
        }
        OptionalLong millis = number(rest, MAX_DIGITS);
        return millis.isPresent() ? Optional.of(new Lingers(millis)) : Optional.empty();
    }

    private static OptionalLong number(String text, int maxDigits) {
        boolean digits =
                !text.isEmpty() && text.length() <= maxDigits && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
