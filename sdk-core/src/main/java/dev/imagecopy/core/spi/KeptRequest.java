package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request that started an operation, kept to be sent again under its idempotency key: that is how a lost reply is settled
 * where the service honours keys. In a token it is versioned JSON, written when a token is made.
 *
 * <p>Whether it may be sent again is decided here, once for all providers: never later than 24 hours after the first attempt,
 * and from a token only by the right that the engine gave it.
 *
 * <p>Immutable. Two are equal if they hold the same JSON.
 */
@SuppressWarnings("exports") // authors of provider modules require Jackson themselves
public final class KeptRequest {
    private static final int VERSION = 1;

    /** How long a key is trusted. The vendors do not say how long they keep it. */
    private static final Duration KEY_LIFE = Duration.ofHours(24);

    private static final KeptRequest NONE = new KeptRequest(() -> null, Right.NONE, "", 0);
    private static final String LEFT_OUT = "left out";

    /** By what a request may be sent again. */
    public enum Right {
        /** This client sent it first. */
        OWN,
        /** The application signed the token. */
        SIGNED,
        /** The token's account, project or folder is the builder's: the request must not reach beyond it. */
        SCOPE,
        /** It may not. */
        NONE
    }

    private final Supplier<@Nullable JsonNode> json;
    private final Right right;
    private final String whyNot;
    private final long startedAt;

    private KeptRequest(Supplier<@Nullable JsonNode> json, Right right, String whyNot, long startedAt) {
        this.json = json;
        this.right = right;
        this.whyNot = whyNot;
        this.startedAt = startedAt;
    }

    /**
     * Keeps nothing, as where the service honours no keys.
     *
     * @return what never is sent again
     */
    public static KeptRequest none() {
        return NONE;
    }

    /**
     * Keeps a request that is about to be sent for the first time.
     *
     * @param form how it is written
     * @param request the request, which must be immutable
     * @param now the monotonic clock
     * @param <R> the request's type
     * @return the kept request
     */
    public static <R> KeptRequest of(RequestJson<R> form, R request, long now) {
        return new KeptRequest(
                () -> {
                    ObjectNode json = Json.object().put("version", VERSION);
                    form.write(request, json);
                    return json;
                },
                Right.OWN,
                "",
                now);
    }

    /**
     * Takes what a token holds. It may not be sent again until {@link #resumed} gives the right.
     *
     * @param json what {@link #json} wrote
     * @return the kept request
     */
    public static KeptRequest of(JsonNode json) {
        return json.isMissingNode()
                ? NONE
                : new KeptRequest(
                        () -> json, Right.NONE, json.isObject() ? "" : "the token had no room for the request", 0);
    }

    /**
     * Stands for a request that does not fit into a token.
     *
     * @return what a token says in its place
     */
    public static JsonNode leftOut() {
        return TextNode.valueOf(LEFT_OUT);
    }

    /**
     * Goes on with a request from a token.
     *
     * @param by the right to send it again
     * @param age since the first attempt; one that is still to come gives no right
     * @param now the monotonic clock
     * @return the request with that right
     */
    public KeptRequest resumed(Right by, Duration age, long now) {
        if (!whyNot.isEmpty() || json().isEmpty()) {
            return this;
        }
        if (age.isNegative()) {
            return new KeptRequest(json, Right.NONE, "the token's start lies in the future of this machine's clock", 0);
        }
        return by == Right.NONE
                ? new KeptRequest(
                        json,
                        by,
                        "it is sent again only from a token that is signed with this client's resumeTokenKey, or whose account,"
                                + " project or folder the client's builder names",
                        0)
                : new KeptRequest(json, by, "", now - saturated(age));
    }

    /**
     * Writes it for a token.
     *
     * @return versioned JSON, {@link #leftOut}, or empty when nothing is kept
     */
    public Optional<JsonNode> json() {
        return Optional.ofNullable(json.get());
    }

    /**
     * Tells by what it may be sent again.
     *
     * @return the right; whether the request stays in the scope is for the provider to see
     */
    public Right right() {
        return right;
    }

    /**
     * Reads the request, whether or not it may be sent again.
     *
     * @param form how it was written
     * @param submit the call that sends it
     * @param fingerprint what the request must have
     * @param <R> the request's type
     * @return the request, empty when it was not kept or is not the one of the fingerprint
     */
    public <R> Optional<R> read(RequestJson<R> form, ApiCall<R, ?> submit, Fingerprint fingerprint) {
        JsonNode kept = json.get();
        if (kept == null || LenientJson.asLong(kept.path("version")).orElse(0) != VERSION) {
            return Optional.empty();
        }
        try {
            R request = form.read(kept);
            return submit.fingerprint(request).equals(fingerprint.text()) ? Optional.of(request) : Optional.empty();
        } catch (IllegalArgumentException incomplete) {
            return Optional.empty();
        }
    }

    /**
     * Reads the request if it may be sent again now.
     *
     * @param form how it was written
     * @param submit the call that sends it
     * @param fingerprint what the request must have
     * @param firstSent when it was sent first, by our wall clock
     * @param time the clocks
     * @param <R> the request's type
     * @return the request, empty when it may not be sent
     */
    <R> Optional<R> repeatable(
            RequestJson<R> form, ApiCall<R, ?> submit, Fingerprint fingerprint, Instant firstSent, TimeSource time) {
        boolean allowed = right != Right.NONE
                && time.nanoTime() - startedAt < KEY_LIFE.toNanos()
                // A machine may have slept, during which the monotonic clock stands still.
                && Duration.between(firstSent, time.now()).compareTo(KEY_LIFE) < 0;
        return allowed ? read(form, submit, fingerprint) : Optional.empty();
    }

    /**
     * Says why it may not be sent again, for the message of an outcome that stays unknown.
     *
     * @return a clause, empty when nothing stands in the way
     */
    public String whyNot() {
        return whyNot;
    }

    private static long saturated(Duration age) {
        return age.compareTo(KEY_LIFE) > 0 ? KEY_LIFE.toNanos() : age.toNanos();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeptRequest kept && kept.json().equals(json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    @Override
    public String toString() {
        return "KeptRequest[" + right + "]";
    }
}
