package dev.nself.render;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A service behind the proxy that answers with the request it got, byte for byte, and with headers that the proxy must
 * not pass on. {@code /status/<n>} answers that status, {@code /csp} has a content policy of its own,
 * and an upgrade is granted and echoes from there on.
 */
final class EchoService implements Closeable {
    private final ServerSocket server;

    EchoService() {
        try {
            server = new ServerSocket();
            server.bind(new InetSocketAddress("0.0.0.0", 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "echo-service");
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            String head = Answer.readHead(in);
            if (head.contains("Upgrade: websocket")) {
                out.write(ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"));
                in.transferTo(out);
                return;
            }
            out.write(ascii(answer(head)));
            out.flush();
            // An upload is read to its end, else closing would cut the answer off.
            socket.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client went away, which is what some tests do; the thread ends with its connection.
            return;
        }
    }

    private static String answer(String head) {
        String path = head.isEmpty() ? "" : head.split(" ")[1];
        String status = path.startsWith("/status/") ? path.substring("/status/".length()) : "200";
        String policy = path.equals("/csp") ? "Content-Security-Policy: default-src https:\r\n" : "";
        return "HTTP/1.1 " + status + " Echo\r\n"
                + "Content-Type: text/plain\r\nContent-Length: " + head.length() + "\r\nConnection: close\r\n"
                + "X-Frame-Options: ALLOWALL\r\nX-Powered-By: echo\r\nServer: echo\r\n"
                + "Strict-Transport-Security: max-age=1\r\nAccess-Control-Allow-Origin: *\r\n" + policy
                + "\r\n" + head;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
