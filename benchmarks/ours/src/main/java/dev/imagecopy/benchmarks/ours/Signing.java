package dev.imagecopy.benchmarks.ours;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.benchmarks.contender.Contender;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two signatures, written as their descriptions put them. */
final class Signing {
    private static final DateTimeFormatter SDK_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Signing() {}

    static WireRequest huawei(WireRequest request) throws GeneralSecurityException {
        URI uri = URI.create(request.url());
        String date = SDK_DATE.format(Instant.now());
        Map<String, String> signed = new TreeMap<>();
        signed.put("host", uri.getAuthority());
        signed.put("x-sdk-date", date);
        signed.put("x-project-id", Contender.PROJECT);
        if (request.body() != null) {
            signed.put("content-type", request.contentType());
        }
        StringBuilder canonical = new StringBuilder();
        canonical.append(request.method()).append('\n').append(uri.getRawPath()).append("/\n\n");
        signed.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", signed.keySet());
        canonical.append('\n').append(names).append('\n').append(sha256(body(request)));
        String text =
                "SDK-HMAC-SHA256\n" + date + "\n" + sha256(canonical.toString().getBytes(UTF_8));
        return request.header("X-Sdk-Date", date)
                .header("X-Project-Id", Contender.PROJECT)
                .header(
                        "Authorization",
                        "SDK-HMAC-SHA256 Access=" + Contender.ACCESS_KEY + ", SignedHeaders=" + names + ", Signature="
                                + hmac(text));
    }

    /** Adds the query too, since it is part of what is signed. */
    static WireRequest alibaba(String endpoint, String action, Map<String, String> parameters)
            throws GeneralSecurityException {
        StringBuilder query = new StringBuilder();
        new TreeMap<>(parameters).forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        byte[] body = new byte[0];
        String hash = sha256(body);
        Map<String, String> signed = new TreeMap<>();
        signed.put("host", URI.create(endpoint).getAuthority());
        signed.put("x-acs-action", action);
        signed.put("x-acs-version", "2014-05-26");
        signed.put("x-acs-date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        signed.put("x-acs-signature-nonce", UUID.randomUUID().toString());
        signed.put("x-acs-content-sha256", hash);
        StringBuilder canonical = new StringBuilder();
        canonical.append("POST\n/\n").append(query).append('\n');
        signed.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", signed.keySet());
        canonical.append('\n').append(names).append('\n').append(hash);
        String text = "ACS3-HMAC-SHA256\n" + sha256(canonical.toString().getBytes(UTF_8));
        WireRequest request = WireRequest.post(endpoint + "/?" + query, "application/json", body);
        signed.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        return request.header(
                "Authorization",
                "ACS3-HMAC-SHA256 Credential=" + Contender.ACCESS_KEY + ",SignedHeaders=" + names + ",Signature="
                        + hmac(text));
    }

    private static byte[] body(WireRequest request) {
        return request.body() == null ? new byte[0] : request.body();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String hmac(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Contender.SECRET_KEY.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }
}
