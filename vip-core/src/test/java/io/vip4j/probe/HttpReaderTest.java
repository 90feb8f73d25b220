/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112, and what servers send instead. Each text is read whole and octet by octet. */
class HttpReaderTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** Octets that come after the answer stay where they are. */
    private static String read(String text, boolean closed, boolean head) {
        String whole = describe(text, text.length(), closed, head);
        assertThat(describe(text, 1, closed, head)).isEqualTo(whole);
        return whole;
    }

    private static String describe(String text, int piece, boolean closed, boolean head) {
        HttpReader reader = new HttpReader(head);
        byte[] octets = text.getBytes(ISO_8859_1);
        for (int i = 0; i < octets.length; i += piece) {
            reader.read(ByteBuffer.wrap(octets, i, Math.min(piece, octets.length - i)));
        }
        if (closed) {
            reader.end();
        }
        return reader.problem().isEmpty()
                ? reader.answer()
                        .map(answer -> answer.status() + " "
                                + answer.headers().stream()
                                        .map(field -> field.name() + "=" + field.value())
                                        .toList()
                                + " " + answer.body())
                        .orElse("more")
                : "bad: " + reader.problem();
    }

    private static String read(String text) {
        return read(text, false, false);
    }

    private static String readToTheEnd(String text) {
        return read(text, true, false);
    }

    @Test
    void bodyHasItsLength() { // RFC 9112 6.2
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, and more"))
                .isEqualTo("200 [content-length=5] \"hello\"");
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell")).isEqualTo("more");
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).isEqualTo("200 [content-length=0] \"\"");
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok"))
                .isEqualTo("200 [content-length=2, content-length=2] \"ok\"");
    }

    @Test
    void bodyGoesOnUntilTheConnectionIsClosed() { // RFC 9112 6.3
        assertThat(read("HTTP/1.0 200 OK\r\n\r\nhello")).isEqualTo("more");
        assertThat(readToTheEnd("HTTP/1.0 200 OK\r\n\r\nhello")).isEqualTo("200 [] \"hello\"");
        assertThat(readToTheEnd("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello"))
                .isEqualTo("200 [transfer-encoding=gzip] \"hello\"");
    }

    @Test
    void bodyComesInChunks() { // RFC 9112 7.1
        assertThat(read(CHUNKED + "5\r\nhello\r\nA;name=value\r\n, and more\r\n0\r\n\r\n"))
                .isEqualTo("200 [transfer-encoding=chunked] \"hello, and more\"");
        assertThat(read(CHUNKED + "2\r\nok\r\n0\r\nTrailer: one\r\n\r\n"))
                .isEqualTo("200 [transfer-encoding=chunked] \"ok\"");
        assertThat(read(CHUNKED + "2\r\nok\r\n0\r\n")).isEqualTo("more");
        String both =
                CHUNKED.replace("200 OK\r\n", "200 OK\r\nContent-Length: 9\r\n").replace("chunked", "CHUNKED");
        assertThat(read(both + "2\r\nok\r\n0\r\n\r\n"))
                .isEqualTo("200 [content-length=9, transfer-encoding=CHUNKED] \"ok\"");
    }

    @Test
    void someAnswersHaveNoBody() { // RFC 9112 6.3
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", false, true))
                .isEqualTo("200 [content-length=5] \"\"");
        assertThat(read("HTTP/1.1 204 No Content\r\n\r\n")).isEqualTo("204 [] \"\"");
        assertThat(read("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"))
                .isEqualTo("304 [content-length=5] \"\"");
    }

    @Test
    void interimAnswersAreNotTheAnswer() { // RFC 9110 15.2
        assertThat(read("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo("503 [content-length=0] \"\"");
    }

    @Test
    void toleratesWhatServersSend() {
        assertThat(read("HTTP/1.1 200\nContent-Length:2\n\nok")).isEqualTo("200 [content-length=2] \"ok\"");
        assertThat(read("HTTP/1.1 200 OK\r\nX-Long: a\r\n  b\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo("200 [x-long=a b, content-length=0] \"\"");
    }

    @Test
    void whatIsNoHttpIsKnownByItsFirstOctets() {
        assertThat(read("S")).isEqualTo("bad: not an HTTP/1 answer: it begins \"S\"");
        assertThat(read("SSH-2.0-OpenSSH_9.2\r\n")).isEqualTo("bad: not an HTTP/1 answer: it begins \"S\"");
        assertThat(read("\u0015\u0003\u0001")).isEqualTo("bad: not an HTTP/1 answer: it begins \"\\x15\"");
        assertThat(read("HTTP/2 200\r\n")).isEqualTo("bad: not an HTTP/1 answer: it begins \"HTTP/2 200\"");
        assertThat(read("HTTP/1.1 20 OK\r\n")).isEqualTo("bad: not an HTTP/1 answer: it begins \"HTTP/1.1 20 OK\"");
        assertThat(read("\n")).isEqualTo("bad: not an HTTP/1 answer: it begins \"\"");
    }

    @Test
    void brokenHeadsAndBodiesHaveAPlainReason() {
        assertThat(read("HTTP/1.1 200 OK\r\nno header\r\n")).isEqualTo("bad: not a header line: \"no header\"");
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"))
                .isEqualTo("bad: Content-Length is no number: \"-1\"");
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"))
                .startsWith("bad: Content-Length is no number");
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"))
                .isEqualTo("bad: Content-Length is no number: \"1, 2\"");
        assertThat(read(CHUNKED + "hello\r\n")).isEqualTo("bad: not the size of a chunk: \"hello\"");
        assertThat(read(CHUNKED + "1\r\nok\r\n")).isEqualTo("bad: a chunk of the body is longer than it says");
    }

    @Test
    void aConnectionThatIsClosedTooEarlyHasAPlainReason() {
        assertThat(readToTheEnd("")).isEqualTo("bad: the connection was closed without an answer");
        assertThat(readToTheEnd("HTTP/1.1 200 OK\r\nA: b"))
                .isEqualTo("bad: the connection was closed in the middle of the head");
        assertThat(readToTheEnd("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"))
                .isEqualTo("bad: the connection was closed in the middle of the body");
        assertThat(readToTheEnd(CHUNKED + "5\r\nhello\r\n"))
                .isEqualTo("bad: the connection was closed in the middle of the body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 ", "HTTP/1.1 200 OK\r\nX: "})
    void endlessLinesEnd(String beginning) {
        assertThat(read(beginning + "x".repeat(9000))).startsWith("bad: the head of the answer is too long");
    }

    @Test
    void endlessHeadsEnd() {
        assertThat(read("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(6000)))
                .isEqualTo("bad: the head of the answer is too long");
        assertThat(read("HTTP/1.1 100 Continue\r\n\r\n".repeat(2000)))
                .isEqualTo("bad: the head of the answer is too long");
        assertThat(read(CHUNKED + "0\r\n" + "X: y\r\n".repeat(6000)))
                .isEqualTo("bad: the head of the answer is too long");
    }

    @Test
    void aLongBodyIsKeptTo64KiB() {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
        HttpReader reader = new HttpReader(false);
        reader.read(ByteBuffer.wrap((head + "x".repeat(100_000)).getBytes(ISO_8859_1)));
        assertThat(reader.answer().orElseThrow().body().length()).isEqualTo(65536);
    }

    /** Set {@code -Dvip4j.seed=N} to repeat a run. */
    @Test
    void damagedAnswersNeverThrowAndEndInAnAnswerOrAReason() {
        long seed = Long.getLong("vip4j.seed", System.nanoTime());
        System.out.println("HttpReaderTest -Dvip4j.seed=" + seed);
        Random random = new Random(seed);
        List<String> good = List.of(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
                CHUNKED + "5;a=b\r\nhello\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 302 Found\r\nLocation: /x\r\n\r\nuntil the end");
        List<String> pieces = List.of(
                "\r\n",
                "\n",
                "\r",
                "\0",
                ":",
                " ",
                "HTTP/1.1 ",
                "0",
                "-1",
                "fffffffffffffff",
                "Content-Length: ",
                "Transfer-Encoding: chunked\r\n",
                "\u00ff",
                "x".repeat(9000),
                "\r\n\r\n");
        int answered = 0;
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder(good.get(random.nextInt(good.size())));
            for (int damages = random.nextInt(4); damages >= 0; damages--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
                    case 1 -> text.setCharAt(at, (char) random.nextInt(256));
                    case 2 ->
                        text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)))
                                .append('!');
                    default -> text.setLength(at + 1);
                }
            }
            String result = readToTheEnd(text.toString());
            assertThat(result).as("answer %s", i).isNotEqualTo("more");
            if (result.startsWith("bad: ")) {
                refused++;
            } else {
                answered++;
            }
        }
        assertThat(List.of(answered, refused)).allMatch(count -> count > 500); // Both ways are taken.
    }

    @Test
    void searchesLookAtWhatIsNew() throws PatternSearch.TooLong {
        AnswerSearch search = new AnswerSearch(Expectation.text("needle"));
        ByteBuffer text = ByteBuffer.wrap("hay needle hay".getBytes(ISO_8859_1));
        List<Boolean> found = new ArrayList<>();
        for (int end = 0; end <= text.capacity(); end++) {
            found.add(search.foundIn(text.slice(0, end)));
        }
        assertThat(found.indexOf(true)).isEqualTo(10);
    }

    @Test
    void patternsThatTakeYearsAreGivenUp() {
        for (String regex : List.of("(a+)+b", "(a|a)*b")) {
            assertThat(org.junit.jupiter.api.Assertions.assertThrows(
                                    PatternSearch.TooLong.class,
                                    () -> new PatternSearch(regex).isIn("a".repeat(60_000)))
                            .detail())
                    .isEqualTo("the pattern /" + regex + "/ takes too long on the answer");
        }
    }
}
