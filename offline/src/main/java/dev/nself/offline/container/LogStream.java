package dev.nself.offline.container;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a container wrote, out of the engine's stream. */
final class LogStream {

    private static final int HEADER_BYTES = 8;
    private static final int LENGTH_AT = 4;

    private LogStream() {}

    /** Of a container with a terminal: as it is. */
    static String plain(byte[] stream) {
        return new String(stream, StandardCharsets.UTF_8);
    }

    /** Of a container without a terminal: frames, each with its source and length before it. */
    static String framed(byte[] stream) {
        ByteBuffer buffer = ByteBuffer.wrap(stream);
        ByteArrayOutputStream text = new ByteArrayOutputStream(stream.length);
        while (buffer.remaining() >= HEADER_BYTES) {
            int length = Math.min(buffer.getInt(buffer.position() + LENGTH_AT), buffer.remaining() - HEADER_BYTES);
            text.write(stream, buffer.position() + HEADER_BYTES, length);
            buffer.position(buffer.position() + HEADER_BYTES + length);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
