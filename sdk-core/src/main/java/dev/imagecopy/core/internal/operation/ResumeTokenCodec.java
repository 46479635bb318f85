package dev.imagecopy.core.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Encodes and decodes resume tokens of version 1. The member names must never change, so that old tokens stay readable.
 *
 * <p>The JSON ends in {@code ,"check":"…"}}: the first 24 hexadecimal digits of SHA-256 over everything before it, which
 * detects damage. If the application has a key, {@code ,"signature":"…"} precedes it: HMAC-SHA256 over everything before the
 * signature.
 */
final class ResumeTokenCodec {
    private static final String PREFIX = "v1.";

    private static final String CHECK = ",\"check\":\"";
    private static final String SIGNATURE = ",\"signature\":\"";
    private static final String REQUEST = "request";
    private static final String SENT_AT = "sentAt";
    private static final String END = "\"}";
    private static final int CHECK_DIGITS = 24;
    private static final int SIGNATURE_DIGITS = 64;

    /** For the names of members, their quotes, the date, the check and the signature. */
    private static final int FRAME_BYTES = 370;

    /** For quotes, colon and comma. */
    private static final int DETAIL_BYTES = 6;

    private static final int CONTROL_BYTES = 6;

    private static final int FINGERPRINT_BYTES = 64;

    private static final String LONGEST_ID = "x".repeat(128);

    /** In base64, JSON of this size is shorter than a token may be. */
    private static final int SHORT_JSON = 1500;

    private ResumeTokenCodec() {}

    /**
     * Encodes a token. The time by the service's clock is left out if there is no room for it.
     *
     * @param key the key to sign with, if there is one
     * @return a token with the request if it fits, and otherwise with a note that it did not
     * @throws IllegalArgumentException if long names or paths make it longer than a token may be
     */
    static ResumeToken encode(OperationHandle handle, Optional<Secret> key) {
        Optional<Instant> sentAt = handle.request().firstByte().serviceTime();
        if (sentAt.isPresent()) {
            String timed = text(handle, sentAt, handle.request().json(), key);
            if (timed.length() <= ResumeToken.MAX_LENGTH) {
                return new ResumeToken(timed);
            }
        }
        Optional<JsonNode> request = handle.request().json();
        String whole = text(handle, Optional.empty(), request, key);
        return new ResumeToken(
                request.isPresent() && whole.length() > ResumeToken.MAX_LENGTH
                        ? text(handle, Optional.empty(), Optional.of(KeptRequest.leftOut()), key)
                        : whole);
    }

    private static String text(
            OperationHandle handle, Optional<Instant> sentAt, Optional<JsonNode> request, Optional<Secret> key) {
        ObjectNode json = Json.object()
                .put("provider", handle.provider())
                .put("kind", handle.kind())
                .put("region", handle.region())
                .put("operationId", handle.operationId())
                .put("idempotencyKey", handle.idempotencyKey())
                .put("fingerprint", handle.fingerprint().text())
                .put("name", handle.name())
                .put("startedAt", handle.startedAt().toString())
                .put("scope", handle.scope());
        if (sentAt.isPresent()) {
            json.put(SENT_AT, sentAt.get().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        ObjectNode details = json.putObject("details");
        new TreeMap<>(handle.details()).forEach(details::put);
        if (request.isPresent()) {
            details.set(REQUEST, request.get());
        }
        String written = new String(Json.write(json), StandardCharsets.UTF_8);
        String content = written.substring(0, written.length() - 1); // without the last brace
        String signed = key.isEmpty() ? content : content + SIGNATURE + signature(content, key.get()) + '"';
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Digests.utf8(signed + CHECK + check(signed) + END));
    }

    /** Whether a token that {@link #decode} accepts was signed with this key. */
    static boolean isSigned(ResumeToken token, Optional<Secret> key) {
        if (key.isEmpty()) {
            return false;
        }
        String signed = beforeCheck(token);
        int start = signed.length() - SIGNATURE.length() - SIGNATURE_DIGITS - 1;
        if (start < 0 || !signed.startsWith(SIGNATURE, start)) {
            return false;
        }
        String content = signed.substring(0, start);
        return MessageDigest.isEqual(
                Digests.utf8(signed.substring(start)), Digests.utf8(SIGNATURE + signature(content, key.get()) + '"'));
    }

    private static String signature(String content, Secret key) {
        return Digests.hmacSha256Hex(key.reveal(), content);
    }

    private static String check(String signed) {
        return Digests.sha256Hex(signed).substring(0, CHECK_DIGITS);
    }

    /**
     * The JSON of a token up to its check, which must match. Base64 has several encodings of the same bytes, of which only ours
     * is accepted.
     */
    private static String beforeCheck(ResumeToken token) {
        byte[] bytes = Base64.getUrlDecoder().decode(token.value().substring(PREFIX.length()));
        String json = new String(bytes, StandardCharsets.UTF_8);
        int end = json.length() - CHECK.length() - CHECK_DIGITS - END.length();
        String signed = json.substring(0, Math.max(0, end));
        String whole = signed + CHECK + check(signed) + END;
        String written = Base64.getUrlEncoder().withoutPadding().encodeToString(Digests.utf8(whole));
        if (!token.value().equals(PREFIX + written)) {
            throw damaged();
        }
        return signed;
    }

    /**
     * Rejects an intent that would not fit into a token, with room for what acceptance adds. A token is only encoded if it
     * might be too long, since that allocates 5 KB, a third of what the exchange itself does.
     *
     * @throws IllegalArgumentException as {@link #encode} does
     */
    static void requireRoom(OperationHandle intent, Optional<Secret> key) {
        if (mostBytes(intent, false) > SHORT_JSON && mostBytes(intent, true) > SHORT_JSON) {
            ResumeToken unused = encode(intent.withOperationId(LONGEST_ID), key);
        }
    }

    private static int mostBytes(OperationHandle intent, boolean read) {
        int bytes = FRAME_BYTES
                + LONGEST_ID.length()
                + FINGERPRINT_BYTES
                + mostBytes(intent.provider(), read)
                + mostBytes(intent.kind(), read)
                + mostBytes(intent.region(), read)
                + mostBytes(intent.idempotencyKey(), read)
                + mostBytes(intent.name(), read)
                + mostBytes(intent.scope(), read);
        for (Map.Entry<String, String> detail : intent.details().entrySet()) {
            bytes += DETAIL_BYTES + mostBytes(detail.getKey(), read) + mostBytes(detail.getValue(), read);
        }
        return bytes;
    }

    /**
     * The maximum size of a text in JSON as UTF-8, by its length alone or by its characters: escaped control characters are the
     * longest.
     */
    private static int mostBytes(String text, boolean read) {
        if (!read) {
            return CONTROL_BYTES * text.length();
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < ' ' ? CONTROL_BYTES : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3;
        }
        return bytes;
    }

    /**
     * Decodes a token.
     *
     * @throws IllegalArgumentException if it is damaged; the message does not quote its content
     */
    static OperationHandle decode(ResumeToken token) {
        try {
            JsonNode root = Json.parse(Digests.utf8(beforeCheck(token) + '}'));
            Map<String, String> details = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> detail : root.path("details").properties()) {
                if (!detail.getKey().equals(REQUEST)) {
                    details.put(clean(detail.getKey()), text(detail.getValue()));
                }
            }
            return new OperationHandle(
                    new OperationHandle.Place(
                            required(root, "provider"),
                            required(root, "kind"),
                            text(root.path("region")),
                            text(root.path("scope"))),
                    new OperationHandle.Start(
                            text(root.path("idempotencyKey")),
                            Fingerprint.of(text(root.path("fingerprint"))),
                            Instant.parse(required(root, "startedAt")),
                            KeptRequest.of(root.path("details").path(REQUEST), sentAt(root))),
                    text(root.path("operationId")),
                    text(root.path("name")),
                    details);
        } catch (JsonFormatException | DateTimeException e) {
            throw damaged();
        } catch (IllegalArgumentException e) {
            throw damaged(); // not base64url
        }
    }

    private static Optional<Instant> sentAt(JsonNode root) {
        String time = text(root.path(SENT_AT));
        return time.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time));
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("The resume token is damaged: it cannot be decoded");
    }

    private static String required(JsonNode root, String name) {
        String value = text(root.path(name));
        if (value.isEmpty()) {
            throw damaged();
        }
        return value;
    }

    private static String text(JsonNode value) {
        return clean(LenientJson.text(value));
    }

    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw damaged();
            }
        }
        return text;
    }
}
