package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.testsupport.tokens.ForgedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;

/** Makes damaged resume tokens, which must be rejected, and forged ones with a correct check. */
final class Forgeries {
    /** Marks what only a forged token would copy. */
    static final String STOLEN = "stolen";

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+ ";

    /** A field of the token's JSON and its new value. */
    private record Change(String member, String value) {}

    private static final List<Change> HARMLESS = List.of(
            new Change("provider", "\"another\""),
            new Change("kind", "\"delete-image\""),
            new Change("region", "\"attacker.example/\""),
            new Change("region", "\"eu-1\""),
            new Change("operationId", "\"\""),
            new Change("operationId", "\"..\""),
            new Change("operationId", "\"op-0\""),
            new Change("operationId", "\"op-0/cancel\""),
            new Change("operationId", "\"op-999\""),
            new Change("operationId", "\"" + "x".repeat(400) + "\""),
            new Change("operationId", "5"),
            new Change("name", "\"" + STOLEN + "\""),
            new Change("startedAt", "\"2099-01-01T00:00:00Z\""),
            new Change("startedAt", "\"1970-01-01T00:00:00Z\""),
            new Change("startedAt", "\"-999999999-01-01T00:00:00Z\""),
            new Change("startedAt", "\"+999999999-12-31T23:59:59Z\""),
            new Change("startedAt", "\"yesterday\""),
            new Change("scope", "\"\""),
            new Change("scope", "\"another-project\""),
            new Change("scope", "\"a/b\""),
            new Change("fingerprint", "\"\""),
            new Change("details", "{\"request\":{\"version\":1,\"name\":\"" + STOLEN + "\"}}"),
            new Change("details", "{\"request\":[[[[[]]]]]}"),
            new Change("details", "7"));

    /** If the builder sets the project, a forged token may start copies within it; see docs/security.md. */
    private static final List<Change> WITHOUT_RIGHT_ONLY =
            List.of(new Change("idempotencyKey", "\"" + STOLEN + "\""), new Change("idempotencyKey", "\"a\\nb\""));

    private final RandomGenerator random;
    private final List<Change> changes = new ArrayList<>(HARMLESS);

    /** @param scoped whether the client's builder sets the project */
    Forgeries(RandomGenerator random, boolean scoped) {
        this.random = random;
        if (!scoped) {
            changes.addAll(WITHOUT_RIGHT_ONLY);
        }
    }

    /** Changes one character, or cuts off the end. */
    String damaged(ResumeToken token) {
        String text = token.value();
        int at = random.nextInt(text.length());
        if (random.nextInt(4) == 0) {
            return text.substring(0, at);
        }
        char other = LETTERS.charAt(random.nextInt(LETTERS.length()));
        return text.charAt(at) == other ? text + other : text.substring(0, at) + other + text.substring(at + 1);
    }

    /** Changes up to three fields; the check is correct. */
    String forged(ResumeToken token) {
        String json = ForgedToken.content(token.value());
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            Change change = changes.get(random.nextInt(changes.size()));
            json = json.replaceFirst(
                    "\"" + change.member() + "\":(\"[^\"]*\"|\\{.*?\\}+|[0-9]+)",
                    Matcher.quoteReplacement("\"" + change.member() + "\":" + change.value()));
        }
        return ForgedToken.holding(json);
    }

    /** Resumes with a token that may be rejected. */
    static Optional<Operation<String>> resumed(ClientRuntime client, ModelType type, String token) {
        try {
            return Optional.of(client.resume(ResumeToken.parse(token), List.of(type)));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
