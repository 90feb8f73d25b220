/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that says exactly what it is told to, wrong things too. */
final class RawClient implements AutoCloseable {

    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InetSocketAddress server;
    private final BufferedReader reader;

    RawClient(InetSocketAddress server) throws IOException {
        this.server = server;
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.connect(server, LIMIT_MILLIS);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** Sends text as it is. */
    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a request with the right Host and further lines of headers. */
    RawClient request(String line, String... headers) throws IOException {
        String host = "Host: 127.0.0.1:" + server.getPort() + "\r\n";
        String further = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return send(line + " HTTP/1.1\r\n" + host + further + "\r\n");
    }

    /** A POST of JSON. */
    RawClient post(String path, String body, String... headers) throws IOException {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type: application/json";
        all[1] = "Content-Length: " + body.getBytes(UTF_8).length;
        return request("POST " + path, all).send(body);
    }

    /** Everything until the server closes. */
    String answer() throws IOException {
        StringBuilder all = new StringBuilder();
        char[] part = new char[8192];
        for (int length = reader.read(part); length >= 0; length = reader.read(part)) {
            all.append(part, 0, length);
        }
        return all.toString();
    }

    /** The status of the answer, which is read to its end. */
    int status() throws IOException {
        String answer = answer();
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
    }

    /** The data of the next event. */
    String event() throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("data: ")) {
                return line.substring("data: ".length());
            }
        }
        throw new IOException("the stream has ended");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
