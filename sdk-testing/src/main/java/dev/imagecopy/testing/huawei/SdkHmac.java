package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.PercentCoding;
import dev.imagecopy.testing.SimulatedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * SDK-HMAC-SHA256 on the verifier's side, written from the vendor's description and independently of the SDK's signer, which it
 * verifies.
 *
 * @param accessKey the id of the key that claims to have signed
 * @param signedHeaders the names of the signed headers, in lower case
 * @param signature the claimed signature
 * @see <a href="https://support.huaweicloud.com/devg-apisign/api-sign-algorithm-002.html">Signing algorithm</a>
 */
public record SdkHmac(String accessKey, List<String> signedHeaders, String signature) {
    private static final Pattern FORM =
            Pattern.compile("SDK-HMAC-SHA256 Access=([^, ]+), SignedHeaders=([a-z0-9;_-]+), Signature=([0-9a-f]{64})");

    /**
     * Copies the names.
     */
    public SdkHmac {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /**
     * Parses an Authorization header.
     *
     * @param header its value
     * @return its content; empty if it has another format
     */
    public static Optional<SdkHmac> parse(String header) {
        Matcher matcher = FORM.matcher(header);
        return matcher.matches()
                ? Optional.of(
                        new SdkHmac(matcher.group(1), List.of(matcher.group(2).split(";")), matcher.group(3)))
                : Optional.empty();
    }

    /**
     * Returns whether the claimed signature was made with a secret.
     *
     * @param request the signed request
     * @param secret the secret of the key
     * @return true if the signature is correct and covers host and date
     */
    public boolean isRight(SimulatedRequest request, String secret) {
        if (!signedHeaders.contains("host") || !signedHeaders.contains("x-sdk-date")) {
            return false;
        }
        if (!signedHeaders.stream().sorted().toList().equals(signedHeaders)) {
            return false;
        }
        String text = "SDK-HMAC-SHA256\n" + request.header("X-Sdk-Date").orElse("") + "\n"
                + hash(canonicalRequest(request).getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(
                hmac(secret, text).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.US_ASCII));
    }

    private String canonicalRequest(SimulatedRequest request) {
        StringBuilder headers = new StringBuilder();
        for (String name : signedHeaders) {
            headers.append(name)
                    .append(':')
                    .append(request.header(name).orElse("").trim())
                    .append('\n');
        }
        String payload = request.header("X-Sdk-Content-Sha256").orElseGet(() -> hash(request.body()));
        return String.join(
                "\n",
                request.method(),
                path(request),
                query(request),
                headers,
                String.join(";", signedHeaders),
                payload.toLowerCase(Locale.ROOT).equals(payload) || payload.equals("UNSIGNED-PAYLOAD") ? payload : "");
    }

    private static String path(SimulatedRequest request) {
        StringBuilder path = new StringBuilder();
        for (String segment : request.segments()) {
            path.append('/').append(PercentCoding.encode(segment));
        }
        return path.length() > 0 && path.charAt(path.length() - 1) == '/' ? path.toString() : path.append('/') + "";
    }

    /** Sorted by name; values of a repeated name keep their order. */
    private static String query(SimulatedRequest request) {
        TreeMap<String, List<String>> values = new TreeMap<>(Comparator.naturalOrder());
        for (SimulatedRequest.Parameter parameter : request.parameters()) {
            values.computeIfAbsent(PercentCoding.encode(parameter.name()), name -> new ArrayList<>())
                    .add(PercentCoding.encode(parameter.value()));
        }
        List<String> pairs = new ArrayList<>();
        values.forEach((name, all) -> all.forEach(value -> pairs.add(name + "=" + value)));
        return String.join("&", pairs);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
