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
 * The request that started an operation, kept so that it can be sent again under its idempotency key. This is how a lost reply
 * is settled if the service honors keys. In a token it is versioned JSON, written when the token is created.
 *
 * <p>This class decides for all providers whether the request may be sent again: never later than 24 hours after the first
 * attempt, by the service's clock if another process made it, and from a token only with the right that the engine has granted.
 *
 * <p>Immutable. Two instances are equal if they contain the same JSON.
 */
@SuppressWarnings("exports") // authors of provider modules require Jackson themselves
public final class KeptRequest {
    private static final int VERSION = 1;

    /** How long a key is relied on. The vendors do not say how long they keep keys. */
    public static final Duration KEY_LIFE = Duration.ofHours(24);

    /** With less left of a key's life by our clock, another process asks the service for its time before it relies on the key. */
    private static final Duration ASKED_BEFORE_THE_END = Duration.ofHours(4);

    /** How far the clock of another process may be wrong before the service refuses its requests. */
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    /** How far two clocks may differ that count as the same. */
    private static final Duration AGREEMENT = Duration.ofMinutes(1);

    /** How far ours may be wrong as long as no answer has shown the service's: less than when the service is asked first. */
    private static final Duration UNKNOWN = Duration.ofHours(3);

    private static final String LEFT_OUT = "left out";

    /** The right by which a request may be sent again. */
    public enum Right {
        /** This client has sent the request itself. */
        OWN,
        /** The application signed the token. */
        SIGNED,
        /**
         * The token's account, project or folder is the one that the builder was given; the request must not affect anything
         * outside it.
         */
        SCOPE,
        /** An operation store of the application contains it. */
        STORE,
        /** The request may not be sent again. */
        NONE
    }

    private final Supplier<@Nullable JsonNode> json;
    private final Right right;
    private final String whyNot;
    private final long startedAt;
    private final boolean inTokens;
    private final FirstByte firstByte;

    private KeptRequest(Supplier<@Nullable JsonNode> json, Right right, String whyNot, long startedAt) {
        this(json, right, whyNot, startedAt, true, new FirstByte());
    }

    private KeptRequest(
            Supplier<@Nullable JsonNode> json,
            Right right,
            String whyNot,
            long startedAt,
            boolean inTokens,
            FirstByte firstByte) {
        this.firstByte = firstByte;
        this.json = json;
        this.right = right;
        this.whyNot = whyNot;
        this.startedAt = startedAt;
        this.inTokens = inTokens;
    }

    /**
     * Returns an instance without a request, for services that do not honor keys.
     *
     * @return an instance that is never sent again
     */
    public static KeptRequest none() {
        return none(0);
    }

    /**
     * Keeps only the time at which an operation begins in this process.
     *
     * @param now the monotonic clock
     * @return an instance that is never sent again, but knows its age
     */
    public static KeptRequest none(long now) {
        return new KeptRequest(KeptRequest::noJson, Right.NONE, "", now);
    }

    /**
     * Keeps a request that is about to be sent for the first time.
     *
     * @param form how the request is written
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
     * Reads the request in a token. It may not be sent again until {@link #resumed} grants the right.
     *
     * @param json the JSON, from {@link #json}
     * @return the kept request
     */
    public static KeptRequest of(JsonNode json) {
        return of(json, Optional.empty());
    }

    /**
     * Reads the request in a token, and when its first byte was sent.
     *
     * @param json the JSON, from {@link #json}
     * @param sentAt the time by the service's clock; empty if unknown
     * @return the kept request
     */
    public static KeptRequest of(JsonNode json, Optional<Instant> sentAt) {
        FirstByte firstByte = new FirstByte(sentAt);
        return json.isMissingNode()
                ? new KeptRequest(KeptRequest::noJson, Right.NONE, "", 0, true, firstByte)
                : new KeptRequest(
                        () -> json,
                        Right.NONE,
                        json.isObject() ? "" : "the request did not fit into the token",
                        0,
                        true,
                        firstByte);
    }

    /**
     * Takes a request from an operation store, which may be sent again.
     *
     * @param json the request
     * @param firstByte when its first byte was sent, from the token
     * @param inTokens whether tokens contain it as well
     * @param age the time since the first attempt; if that lies in the future, no right is granted
     * @param now the monotonic clock
     * @return the kept request
     */
    public static KeptRequest stored(JsonNode json, FirstByte firstByte, boolean inTokens, Duration age, long now) {
        return new KeptRequest(() -> json, Right.NONE, "", 0, inTokens, firstByte).resumed(Right.STORE, age, now);
    }

    /**
     * Returns a placeholder for a request that does not fit into a token.
     *
     * @return the JSON that a token contains instead
     */
    public static JsonNode leftOut() {
        return TextNode.valueOf(LEFT_OUT);
    }

    /**
     * Grants a right to a request from a token.
     *
     * @param by the right to send it again
     * @param age the time since the first attempt; if that lies in the future, no right is granted
     * @param now the monotonic clock
     * @return the request with that right
     */
    public KeptRequest resumed(Right by, Duration age, long now) {
        if (!whyNot.isEmpty() || json.get() == null) {
            return this;
        }
        if (age.isNegative()) {
            return new KeptRequest(
                    json,
                    Right.NONE,
                    "the token's start is in the future by this machine's clock",
                    0,
                    inTokens,
                    firstByte);
        }
        return by == Right.NONE
                ? new KeptRequest(
                        json,
                        by,
                        "it is sent again only from a token that is signed with this client's resumeTokenKey, or whose account,"
                                + " project or folder the client's builder names",
                        0,
                        true,
                        firstByte)
                : new KeptRequest(json, by, "", now - saturated(age), inTokens, firstByte);
    }

    /**
     * Returns when the operation's first byte was sent.
     *
     * @return the mark that the attempts set
     */
    public FirstByte firstByte() {
        return firstByte;
    }

    /**
     * Writes the request for a token.
     *
     * @return versioned JSON, {@link #leftOut}, or empty if there is no request or tokens do not contain it
     */
    public Optional<JsonNode> json() {
        return inTokens ? Optional.ofNullable(json.get()) : Optional.empty();
    }

    /**
     * Returns the right by which the request may be sent again.
     *
     * @return the right; the provider must check that the request stays within the scope
     */
    public Right right() {
        return right;
    }

    /**
     * Reads the request, whether or not it may be sent again.
     *
     * @param form how the request was written
     * @param submit the call that sends it
     * @param fingerprint the fingerprint that the request must have
     * @param <R> the request's type
     * @return the request; empty if there is none, or if it does not match the fingerprint
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
     * @param form how the request was written
     * @param submit the call that sends it
     * @param fingerprint the fingerprint that the request must have
     * @param firstSent when it was first sent, by our wall clock
     * @param flow the step that sends it
     * @param <R> the request's type
     * @return the request; empty if it may not be sent
     */
    <R> Optional<R> repeatable(
            RequestJson<R> form, ApiCall<R, ?> submit, Fingerprint fingerprint, Instant firstSent, CallFlow flow) {
        Duration left = keyLeft(firstSent, flow);
        boolean allowed = right != Right.NONE
                && (isPositive(left)
                        || (needsServiceTime(firstSent, flow) && isPositive(byOurClocks(firstSent, flow))));
        return allowed ? read(form, submit, fingerprint) : Optional.empty();
    }

    /**
     * Whether the service must be asked for its time before the request is sent again: another process sent it first, perhaps by
     * another clock, and by ours the end of the key's life is near.
     */
    boolean needsServiceTime(Instant firstSent, CallFlow flow) {
        return right != Right.OWN
                && flow.serviceTime().isEmpty()
                && byOurClocks(firstSent, flow).compareTo(ASKED_BEFORE_THE_END) <= 0;
    }

    /** For how long the service certainly knows the key. */
    Duration keyLeft(Instant firstSent, CallFlow flow) {
        Duration left = byOurClocks(firstSent, flow);
        if (right == Right.OWN) {
            return left;
        }
        Optional<Instant> serviceNow = flow.serviceTime();
        if (serviceNow.isEmpty()) {
            return left.minus(UNKNOWN);
        }
        Optional<Instant> sentAt = firstByte.serviceTime();
        Duration byTheService = KEY_LIFE.minus(Duration.between(sentAt.orElse(firstSent), serviceNow.get()))
                .minus(sentAt.isPresent() ? AGREEMENT : TOLERANCE);
        return left.compareTo(byTheService) < 0 ? left : byTheService;
    }

    private Duration byOurClocks(Instant firstSent, CallFlow flow) {
        TimeSource time = flow.time();
        Duration here = KEY_LIFE.minusNanos(time.nanoTime() - startedAt);
        // The machine may have been suspended, during which the monotonic clock stands still.
        Duration byWallClock = KEY_LIFE.minus(Duration.between(firstSent, time.now()));
        return here.compareTo(byWallClock) < 0 ? here : byWallClock;
    }

    private static boolean isPositive(Duration left) {
        return !left.isNegative() && !left.isZero();
    }

    /**
     * Returns why the request may not be sent again, for the message of an outcome that remains unknown.
     *
     * @return a clause; empty if it may be sent again
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

    private static @Nullable JsonNode noJson() {
        return null;
    }
}
