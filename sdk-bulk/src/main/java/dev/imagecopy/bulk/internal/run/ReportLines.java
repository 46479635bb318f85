package dev.imagecopy.bulk.internal.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumeToken;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads what the store contains about a run, one account at a time. */
public final class ReportLines implements Supplier<Stream<String>> {
    private final RunSettings settings;

    /**
     * Creates an instance; reads nothing yet.
     *
     * @param settings the run's settings
     */
    public ReportLines(RunSettings settings) {
        this.settings = settings;
    }

    @Override
    public Stream<String> get() {
        OperationStore store = settings.store()
                .orElseThrow(
                        () -> new IllegalStateException("The run had no store, which is where its report is read"));
        String prefix = new JobKeys(settings.name()).prefix();
        Set<OperationKey> accounts = new HashSet<>();
        return settings.clients().names().stream()
                .filter(name -> accounts.add(account(name, prefix)))
                .flatMap(name -> lines(store, name, prefix));
    }

    private Copies<?> copies(String client) {
        return settings.clients().client(client).map(ImageCopyClient::copies).orElseThrow();
    }

    /** Any key of the client's account. */
    private OperationKey account(String client, String prefix) {
        return copies(client).key(prefix + "0000-8000-8000-000000000000");
    }

    private Stream<String> lines(OperationStore store, String client, String prefix) {
        Copies<?> copies = copies(client);
        OperationKey account = account(client, prefix);
        return store.operations(account.provider(), account.scope())
                .filter(stored -> stored.key().idempotencyKey().startsWith(prefix))
                .map(stored -> {
                    CopyRequest request = copies.read(stored.request());
                    return line(StoredOutcomes.of(stored, client, copies.target(request), copies.sourceId(request))
                            .build());
                });
    }

    /** Writes one outcome as a JSON object on one line. */
    public static String line(CopyOutcome outcome) {
        ObjectNode json = Json.object()
                .put("job", JobKeys.job(outcome.key()))
                .put("client", outcome.client())
                .put("provider", outcome.target().provider())
                .put("account", outcome.target().scope())
                .put("region", outcome.target().region())
                .put("source", outcome.source())
                .put("imageId", outcome.imageId())
                .put("name", outcome.target().name())
                .put("state", outcome.status().name())
                .put("origin", outcome.origin().name())
                .put(
                        "evidence",
                        outcome.isByName() ? "by name" : outcome.evidence().name())
                .put("attempts", outcome.attempts())
                .put("startedAt", outcome.startedAt().toString())
                .put("endedAt", outcome.endedAt().toString());
        outcome.cause().ifPresent(cause -> json.put("code", cause.code())
                .put("cause", cause.message())
                .put("requestId", cause.requestId().orElse(null)));
        json.put("resumeToken", outcome.resumeToken().map(ResumeToken::value).orElse(null));
        return new String(Json.write(json), UTF_8);
    }
}
