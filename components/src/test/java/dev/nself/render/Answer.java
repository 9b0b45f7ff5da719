package dev.nself.render;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP answer as it came over the wire.
 *
 * @param status the code; 0 when the connection was closed without one
 * @param lines the header lines
 * @param body what followed, up to {@code Content-Length}, the last chunk or the end
 */
record Answer(int status, List<String> lines, String body) {
    /** The values of a header, one for each line that has it. */
    List<String> headers(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    /** Reads one answer. */
    static Answer read(InputStream in) throws IOException {
        String head = readHead(in);
        if (head.isEmpty()) {
            return new Answer(0, List.of(), "");
        }
        List<String> lines = head.lines().toList();
        int status = Integer.parseInt(lines.get(0).split(" ")[1]);
        Answer answer = new Answer(status, lines.subList(1, lines.size()), "");
        return new Answer(status, answer.lines(), status == 101 || status == 204 ? "" : answer.readBody(in));
    }

    /** Reads up to the empty line; empty when the peer closed first. */
    static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private String readBody(InputStream in) throws IOException {
        List<String> length = headers("Content-Length");
        if (!length.isEmpty()) {
            return new String(in.readNBytes(Integer.parseInt(length.get(0))), StandardCharsets.UTF_8);
        }
        // Every request asks for the connection's end, so what is left is the body, chunk sizes included.
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
