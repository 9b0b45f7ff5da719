package dev.nself.provider.objects;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/** As much of an S3 client as a test needs: signed requests (AWS Signature Version 4) by path. */
final class S3 {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";

    private final String host;
    private final String user;
    private final String secret;
    private final SSLContext tls;
    private HttpClient client;

    S3(int port, String user, String secret, SSLContext tls) {
        this.host = "127.0.0.1:" + port;
        this.user = user;
        this.secret = secret;
        this.tls = tls;
        reconnect();
    }

    /** Forgets open connections. */
    void reconnect() {
        client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** Sends a request; {@code query} is in its canonical form, sorted and encoded. */
    HttpResponse<String> send(String method, String path, String query, byte[] body)
            throws IOException, InterruptedException {
        String time = ZonedDateTime.now(ZoneOffset.UTC).format(TIME);
        String scope = time.substring(0, 8) + "/us-east-1/s3/aws4_request";
        String canonical = String.join("\n", method, path, query,
                "host:" + host, "x-amz-content-sha256:UNSIGNED-PAYLOAD", "x-amz-date:" + time, "",
                SIGNED, "UNSIGNED-PAYLOAD");
        String text = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(canonical));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String authorization = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(user, scope, SIGNED, HexFormat.of().formatHex(hmac(key, text)));
        URI uri = URI.create("https://" + host + path + (query.isEmpty() ? "" : "?" + query));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("x-amz-date", time)
                .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
                .header("Authorization", authorization)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
