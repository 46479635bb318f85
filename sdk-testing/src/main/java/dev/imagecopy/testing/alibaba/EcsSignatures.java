package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.PercentCoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the identity, signature, date and nonce of a request, as described by the vendor. Guarded by the simulator's lock. */
public final class EcsSignatures {
    /** How long a date is valid, and a nonce is remembered. */
    private static final Duration VALIDITY = Duration.ofMinutes(31);

    /** How far ahead of the service's clock a date may be; the vendor does not say. */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(15);

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
    private static final String ACS3 = "ACS3-HMAC-SHA256 ";
    private static final Set<String> AUTHORIZATION = Set.of("Credential", "SignedHeaders", "Signature");
    /** Without the host, which should be signed according to the description, but which the vendor's older client omits. */
    private static final List<String> MUST_BE_SIGNED =
            List.of("x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256");

    /**
     * A known access key.
     *
     * @param id its id
     * @param secret its secret
     * @param token the token that belongs to it; empty for a permanent key
     * @param endsAt when it expires
     * @param accountId the account that owns it
     */
    public record Key(String id, String secret, String token, Instant endsAt, long accountId) {
        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    private final Map<String, Key> keys = new HashMap<>();
    private final Map<String, Instant> nonces = new LinkedHashMap<>();

    /** Creates a check without any keys. */
    public EcsSignatures() {}

    /**
     * Adds a key.
     *
     * @param key the key
     */
    public void accept(Key key) {
        keys.put(key.id(), key);
    }

    /**
     * Removes a key.
     *
     * @param id the key's id
     */
    public void forget(String id) {
        keys.remove(id);
    }

    /**
     * Checks a request.
     *
     * @param request the request
     * @param now the service's time
     * @return the id of the account whose key signed it
     * @throws EcsRefusal if it is not accepted
     */
    public long check(EcsRequest request, Instant now) {
        return (request.isV1() ? checkV1(request, now) : checkV3(request, now)).accountId();
    }

    private Key checkV1(EcsRequest request, Instant now) {
        Map<String, String> parameters = request.all();
        for (String name : List.of("AccessKeyId", "Signature", "SignatureNonce", "Timestamp")) {
            if (request.get(name).isEmpty()) {
                throw new EcsRefusal(400, "Missing" + name, name + " is mandatory for this action.");
            }
        }
        if (!request.get("SignatureMethod").equals("HMAC-SHA1")
                || !request.get("SignatureVersion").equals("1.0")) {
            throw new EcsRefusal(
                    400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.");
        }
        Key key = key(request.get("AccessKeyId"), request.get("SecurityToken"), now);
        checkDate(request.get("Timestamp"), now);
        Map<String, String> signed = new TreeMap<>(parameters);
        signed.remove("Signature");
        String stringToSign = request.wire().method() + "&%2F&" + PercentCoding.encode(canonicalQuery(signed));
        String expected = Base64.getEncoder().encodeToString(mac("HmacSHA1", key.secret() + "&", stringToSign));
        if (!expected.equals(request.get("Signature"))) {
            throw mismatch("server string to sign is:" + stringToSign);
        }
        checkNonce(request.get("SignatureNonce"), now);
        return key;
    }

    private Key checkV3(EcsRequest request, Instant now) {
        Map<String, String> authorization =
                authorization(request.wire().header("Authorization").orElse(""));
        Key key = key(
                authorization.getOrDefault("Credential", ""),
                request.wire().header("x-acs-security-token").orElse(""),
                now);
        List<String> names =
                Arrays.asList(authorization.getOrDefault("SignedHeaders", "").split(";"));
        if (!names.containsAll(MUST_BE_SIGNED)
                || !names.equals(names.stream().sorted().toList())) {
            throw new EcsRefusal(400, "IncompleteSignature", "The signed headers are incomplete or out of order.");
        }
        request.wire().headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-acs-") && !names.contains(lower)) {
                throw new EcsRefusal(400, "IncompleteSignature", "The header " + lower + " is not signed.");
            }
        });
        checkDate(request.wire().header("x-acs-date").orElse(""), now);
        String payloadHash = sha256(request.wire().body());
        if (!payloadHash.equals(request.wire().header("x-acs-content-sha256").orElse(""))) {
            throw new EcsRefusal(400, "InvalidContentSha256", "The body does not have the hash that was sent.");
        }
        String canonicalRequest = canonicalRequest(request, names, payloadHash);
        String stringToSign = "ACS3-HMAC-SHA256\n" + sha256(canonicalRequest.getBytes(StandardCharsets.UTF_8));
        String expected = HexFormat.of().formatHex(mac("HmacSHA256", key.secret(), stringToSign));
        if (!expected.equals(authorization.get("Signature"))) {
            throw mismatch("server StringToSign is [" + stringToSign + "] server CanonicalRequest is ["
                    + canonicalRequest + "]");
        }
        checkNonce(request.wire().header("x-acs-signature-nonce").orElse(""), now);
        return key;
    }

    /** Reads the three parts of an Authorization header, in any order: the vendor's two clients do not use the same. */
    private static Map<String, String> authorization(String header) {
        Map<String, String> parts = new HashMap<>();
        List<String> texts = header.startsWith(ACS3)
                ? List.of(header.substring(ACS3.length()).split(",\\s*", -1))
                : List.of();
        for (String text : texts) {
            int equals = text.indexOf('=');
            parts.put(text.substring(0, Math.max(0, equals)), text.substring(equals + 1));
        }
        if (texts.size() != AUTHORIZATION.size() || !parts.keySet().equals(AUTHORIZATION)) {
            throw new EcsRefusal(
                    400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.");
        }
        return parts;
    }

    private static String canonicalRequest(EcsRequest request, List<String> names, String payloadHash) {
        Map<String, String> query = new TreeMap<>();
        request.wire().parameters().forEach(parameter -> query.put(parameter.name(), parameter.value()));
        StringBuilder headers = new StringBuilder();
        for (String name : names) {
            headers.append(name)
                    .append(':')
                    .append(request.wire().header(name).orElse("").strip())
                    .append('\n');
        }
        return String.join(
                "\n",
                request.wire().method(),
                request.wire().path(),
                canonicalQuery(query),
                headers,
                String.join(";", names),
                payloadHash);
    }

    private static String canonicalQuery(Map<String, String> sorted) {
        List<String> pairs = new ArrayList<>();
        sorted.forEach((name, value) -> pairs.add(PercentCoding.encode(name) + "=" + PercentCoding.encode(value)));
        return String.join("&", pairs);
    }

    private Key key(String id, String token, Instant now) {
        Key key = keys.get(id);
        if (key == null) {
            throw new EcsRefusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        }
        if (!key.token().isEmpty() && token.isEmpty()) {
            throw new EcsRefusal(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.");
        }
        if (!key.token().equals(token)) {
            throw new EcsRefusal(
                    400,
                    "InvalidSecurityToken.MismatchWithAccessKey",
                    "Specified SecurityToken is not matched with the AccessKeyId.");
        }
        if (!now.isBefore(key.endsAt())) {
            throw new EcsRefusal(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
        }
        return key;
    }

    private static void checkDate(String text, Instant now) {
        Duration age = Duration.between(date(text), now);
        if (age.compareTo(VALIDITY) > 0 || age.negated().compareTo(MAX_AHEAD) > 0) {
            throw new EcsRefusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
        }
    }

    private static Instant date(String text) {
        if (!DATE.matcher(text).matches()) {
            throw malformedDate();
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException noSuchDay) {
            throw malformedDate();
        }
    }

    private static EcsRefusal malformedDate() {
        return new EcsRefusal(
                400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
    }

    private void checkNonce(String nonce, Instant now) {
        Iterator<Instant> oldest = nonces.values().iterator();
        while (oldest.hasNext() && Duration.between(oldest.next(), now).compareTo(VALIDITY) > 0) {
            oldest.remove();
        }
        if (nonce.length() < 8 || nonces.putIfAbsent(nonce, now) != null) {
            throw new EcsRefusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
        }
    }

    private static EcsRefusal mismatch(String echo) {
        return new EcsRefusal(
                400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation. " + echo);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
