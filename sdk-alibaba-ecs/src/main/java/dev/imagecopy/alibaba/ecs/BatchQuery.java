package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.PollResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Looks up several images in one call, or in smaller ones if the service refuses the batch or returns only part of it: one id
 * that it rejects must not hide the others.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class BatchQuery {
    private static final int MAX_IDS = 100;

    private final String region;
    private volatile int limit = MAX_IDS;

    BatchQuery(String region) {
        this.region = region;
    }

    /**
     * The result of a query.
     *
     * @param found the state of each image, including those that the service does not show
     * @param refused the ids that it rejects
     */
    record Answer(Map<String, PollResult<AlibabaImage>> found, Set<String> refused) {
        Answer and(Answer other) {
            Map<String, PollResult<AlibabaImage>> both = new HashMap<>(found);
            both.putAll(other.found);
            Set<String> all = new HashSet<>(refused);
            all.addAll(other.refused);
            return new Answer(both, all);
        }
    }

    /** The number of ids that a call may have, as far as known. */
    int limit() {
        return limit;
    }

    /**
     * Looks up images.
     *
     * @param flow makes the calls, one after another
     * @param asker the id that matters: if it is rejected on its own, the whole query fails
     * @param batch the ids, the asker's first
     * @return a future of the result
     */
    CompletableFuture<Answer> ask(CallFlow flow, String asker, List<String> batch) {
        CompletableFuture<Answer> whole = one(flow, batch);
        // First the asker's id, so that a general refusal costs two calls and not two hundred.
        return batch.size() == 1
                ? whole
                : ifRefused(whole, () -> one(flow, List.of(asker))
                        .thenCompose(first -> split(flow, batch.subList(1, batch.size()))
                                .thenApply(rest -> first.and(narrowed(rest, batch.size())))));
    }

    /** Looks up one id, in a call that continues even if the caller stops waiting. */
    CompletableFuture<PollResult<AlibabaImage>> inBackground(CallFlow flow, String imageId) {
        ImageLookup lookup = ImageLookup.byIds(region, List.of(imageId));
        return flow.background(AlibabaEcsCalls.Images.DESCRIBE_COPIES, lookup)
                .thenApply(page -> answer(page, lookup).found().getOrDefault(imageId, PollResult.notFound()));
    }

    private CompletableFuture<Answer> one(CallFlow flow, List<String> batch) {
        ImageLookup lookup = ImageLookup.byIds(region, batch);
        return flow.call(AlibabaEcsCalls.Images.DESCRIBE_COPIES, lookup)
                .thenCompose(page -> page.isCutShort(lookup) && batch.size() > 1
                        ? CompletableFuture.failedFuture(new Truncated())
                        : CompletableFuture.completedFuture(answer(page, lookup)));
    }

    private CompletableFuture<Answer> split(CallFlow flow, List<String> batch) {
        int half = (batch.size() + 1) / 2;
        return part(flow, batch.subList(0, half)).thenCompose(first -> part(flow, batch.subList(half, batch.size()))
                .thenApply(first::and));
    }

    private CompletableFuture<Answer> part(CallFlow flow, List<String> batch) {
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer(Map.of(), Set.of()));
        }
        return ifRefused(
                one(flow, batch),
                () -> batch.size() == 1
                        ? CompletableFuture.completedFuture(new Answer(Map.of(), Set.copyOf(batch)))
                        : split(flow, batch));
    }

    private static CompletableFuture<Answer> ifRefused(
            CompletableFuture<Answer> answer, Supplier<CompletableFuture<Answer>> then) {
        return answer.exceptionallyCompose(thrown -> isRefusal(CallFlow.causeOf(thrown))
                ? then.get()
                : CompletableFuture.failedFuture(CallFlow.causeOf(thrown)));
    }

    /** A batch that was refused although each of its ids is accepted was too large. */
    private Answer narrowed(Answer rest, int size) {
        if (rest.refused().isEmpty()) {
            limit = Math.max(1, Math.min(limit, size / 2));
        }
        return rest;
    }

    /** An image that is shown exists, whatever else the response says; one that is not is missing only if that is complete. */
    private static Answer answer(ImagePage page, ImageLookup lookup) {
        List<String> batch = lookup.query().imageIds();
        Map<String, PollResult<AlibabaImage>> found = new HashMap<>();
        // The request id of this call applies to all of them.
        page.images()
                .forEach(image ->
                        found.put(image.id(), AlibabaEcsCopyStatus.of(image).withRequestId(page.requestId())));
        found.keySet().retainAll(batch);
        if (found.size() < batch.size()) {
            page.requireComplete(lookup);
            batch.forEach(id -> found.putIfAbsent(id, PollResult.notFound()));
        }
        return new Answer(found, Set.of());
    }

    /** Throttling, faults and refused credentials are not specific to a batch. */
    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof Truncated
                || thrown instanceof ResponseFormatException
                || (thrown instanceof ApiException
                        && !(thrown instanceof ThrottledException
                                || thrown instanceof ServerErrorException
                                || thrown instanceof AuthenticationException));
    }

    /** The service returned fewer images than it says there are. */
    private static final class Truncated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Truncated() {
            super("DescribeImages answered only a part", null, false, false);
        }
    }
}
