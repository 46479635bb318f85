package dev.imagecopy.core.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ApiError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that a client used recently, whose secrets must not appear in any text from a service. A service may quote
 * them anywhere: in the response to a call without credentials, or after they were refreshed. Safe for use by multiple threads.
 */
public final class KnownSecrets {
    /** The current and the previous credentials for each service that the client talks to. */
    private static final int KEPT = 6;

    private static final String SIGNATURE = "signature";

    private volatile Latest latest = new Latest(List.of());

    /** Of the last attempt whose response was searched: a refusal has half a dozen texts, and all are searched for the same. */
    private volatile @Nullable Sent lastSent;

    /** What an attempt sent besides its credentials, with the search patterns. */
    private record Sent(List<Secret> further, String authorization, SecretTraces traces) {}

    /** The credentials, with their search patterns as soon as there is a text to search. */
    private static final class Latest implements Predicate<String> {
        final List<Credentials> all;
        final List<Secret> secrets = new ArrayList<>();
        private volatile @Nullable SecretTraces traces;
        private volatile @Nullable SecretGrams grams;

        Latest(List<Credentials> all) {
            this.all = all;
            for (Credentials credentials : all) {
                secrets.addAll(credentials.secrets());
            }
        }

        SecretTraces traces() {
            SecretTraces known = traces;
            if (known == null) {
                known = new SecretTraces(secrets);
                traces = known;
            }
            return known;
        }

        SecretGrams grams() {
            SecretGrams known = grams;
            if (known == null) {
                known = new SecretGrams(secrets);
                grams = known;
            }
            return known;
        }

        /** Whether a name is made of one of the secrets. */
        @Override
        public boolean test(String name) {
            return Redactor.mayHold(name, grams()) && Redactor.holds(name, traces());
        }
    }

    /** Remembers credentials that are about to be used. */
    public void note(Credentials used) {
        List<Credentials> known = latest.all;
        // Compares identity first: equals compares secrets in constant time, and usually this is the same object.
        if ((known.isEmpty() || known.get(0) != used) && !known.contains(used)) {
            remember(used);
        }
    }

    private synchronized void remember(Credentials used) {
        if (latest.all.contains(used)) {
            return; // another call has noted them meanwhile; twice, they would displace others
        }
        List<Credentials> kept = new ArrayList<>(KEPT);
        kept.add(used);
        kept.addAll(latest.all.subList(0, Math.min(KEPT - 1, latest.all.size())));
        latest = new Latest(List.copyOf(kept));
    }

    /**
     * Makes a text from a service presentable: one line, limited in length, without these secrets and the given ones.
     *
     * @param authorization the Authorization header of the attempt, whose signature remains valid for some minutes
     */
    public String clean(String text, List<Secret> further, String authorization) {
        Latest known = latest;
        if (Redactor.isPlain(text)
                && !Redactor.mayShow(text, known.secrets)
                && !Redactor.mayShow(text, further)
                && !Redactor.mayShow(text, authorization, signatureIn(authorization))) {
            return text; // the usual case, in which nothing else is loaded
        }
        return Redactor.withoutSecrets(text, List.of(known.traces(), tracesOf(further, authorization)));
    }

    /**
     * Cleans the text of a transport, which may be the application's own and quote what it was given. Any other text remains as it is.
     *
     * @param authorization the Authorization header of the attempt
     */
    public String cleanIfQuoted(String text, List<Secret> further, String authorization) {
        boolean quoted = isQuoted(text, latest.secrets) || isQuoted(text, withSignature(further, authorization));
        return quoted ? clean(text, further, authorization) : text;
    }

    private static boolean isQuoted(String text, List<Secret> secrets) {
        for (Secret secret : secrets) {
            String value = secret.reveal().strip();
            if (value.length() >= SecretTraces.SHORTEST && text.contains(value)) {
                return true;
            }
        }
        return false;
    }

    private SecretTraces tracesOf(List<Secret> further, String authorization) {
        Sent sent = lastSent;
        if (sent != null && sent.authorization.equals(authorization) && sent.further.equals(further)) {
            return sent.traces;
        }
        List<Secret> others = withSignature(further, authorization);
        if (others.isEmpty()) {
            return SecretTraces.NONE;
        }
        SecretTraces traces = new SecretTraces(others);
        lastSent = new Sent(further, authorization, traces);
        return traces;
    }

    private static List<Secret> withSignature(List<Secret> secrets, String authorization) {
        String signature = authorization.substring(signatureIn(authorization));
        if (signature.isBlank()) {
            return secrets;
        }
        List<Secret> all = new ArrayList<>(secrets);
        all.add(Secret.of(signature));
        return all;
    }

    /** Where the signature begins with which an Authorization header ends; the end of the header if it has none. */
    private static int signatureIn(String authorization) {
        for (int sign = authorization.lastIndexOf('='); sign >= 0; sign = authorization.lastIndexOf('=', sign - 1)) {
            if (authorization.regionMatches(true, sign - SIGNATURE.length(), SIGNATURE, 0, SIGNATURE.length())) {
                return sign + 1;
            }
        }
        return authorization.length();
    }

    /**
     * Whether an id or a name in a document is made of a secret, as it is or in another form. A secret of fewer than 8 characters
     * cannot be told from other text and is not searched for.
     */
    public boolean areNamesIn(JsonNode document) {
        Latest known = latest;
        return !known.secrets.isEmpty() && SecretNames.areIn(document, known);
    }

    /** Makes a text from a service presentable, without these secrets. */
    public String clean(String text) {
        return clean(text, List.of(), "");
    }

    /** Cleans every text of an error that was reported in a successful response. */
    public ApiError clean(ApiError raw) {
        return clean(raw, Optional.empty(), null, this::clean);
    }

    /** Cleans every text of an error, and adds facts from the rest of the response. */
    public static ApiError clean(
            ApiError raw, Optional<Duration> hint, @Nullable String excerpt, UnaryOperator<String> cleaner) {
        Map<String, String> details = new LinkedHashMap<>();
        for (Map.Entry<String, String> detail : raw.details().entrySet()) {
            details.put(cleaner.apply(detail.getKey()), cleaner.apply(detail.getValue()));
        }
        String requestId = raw.requestIdOrNull();
        return new ApiError(
                raw.status(),
                cleaner.apply(raw.code()),
                cleaner.apply(raw.message()),
                requestId == null ? null : cleaner.apply(requestId),
                hint.orElse(null),
                excerpt,
                details);
    }
}
