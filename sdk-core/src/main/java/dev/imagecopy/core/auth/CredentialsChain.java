package dev.imagecopy.core.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Tries sources of credentials in order and keeps using the first one that works. If none does, the exception names each source
 * and why it failed.
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @param <C> the type of credentials
 */
public final class CredentialsChain<C extends Credentials> implements CredentialsProvider<C> {

    /**
     * One source in the chain.
     *
     * @param name its name in messages, for example {@code environment variables}
     * @param provider the source
     * @param <C> the type of credentials
     */
    public record Link<C extends Credentials>(String name, CredentialsProvider<C> provider) {
        /** Rejects null. */
        public Link {
            requireNonNull(name, "name");
            requireNonNull(provider, "provider");
        }
    }

    private final List<Link<C>> links;
    private final String advice;
    private volatile @Nullable Link<C> chosen;

    /**
     * Creates a chain.
     *
     * @param links the sources in order; at least one
     * @throws IllegalArgumentException if there are no links
     */
    public CredentialsChain(List<Link<C>> links) {
        this(links, "");
    }

    /**
     * Creates a chain that says what to do when it finds nothing.
     *
     * @param links the sources, first to last; at least one
     * @param advice a clause at the end of the message of a chain without credentials, such as the command of the vendor's tool
     *     that obtains some; may be empty
     * @throws IllegalArgumentException if there are no links
     */
    public CredentialsChain(List<Link<C>> links, String advice) {
        requireNonNull(links, "links");
        requireNonNull(advice, "advice");
        if (links.isEmpty()) {
            throw new IllegalArgumentException("A credentials chain needs at least one link");
        }
        this.links = List.copyOf(links);
        this.advice = advice;
    }

    @Override
    public C resolve() {
        Link<C> last = chosen;
        if (last != null) {
            return last.provider().resolve();
        }
        List<CredentialsException> refusals = new ArrayList<>();
        for (Link<C> link : links) {
            try {
                C credentials = present(link.provider().resolve());
                chosen = link;
                return credentials;
            } catch (CredentialsException e) {
                refusals.add(e);
            }
        }
        throw refused(refusals);
    }

    /** {@inheritDoc} The chain does not block unless one of its sources does. */
    @Override
    public CompletableFuture<C> resolveAsync() {
        Link<C> last = chosen;
        return last != null ? last.provider().resolveAsync() : resolveFrom(new ArrayList<>());
    }

    private CompletableFuture<C> resolveFrom(List<CredentialsException> refusals) {
        if (refusals.size() == links.size()) {
            return CompletableFuture.failedFuture(refused(refusals));
        }
        Link<C> link = links.get(refusals.size());
        return link.provider()
                .resolveAsync()
                .thenApply(credentials -> {
                    C present = present(credentials);
                    chosen = link;
                    return present;
                })
                .exceptionallyCompose(thrown -> {
                    Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
                            ? thrown.getCause()
                            : thrown;
                    if (cause instanceof CredentialsException e) {
                        refusals.add(e);
                        return resolveFrom(refusals);
                    }
                    return CompletableFuture.failedFuture(cause);
                });
    }

    private static <C> C present(@Nullable C credentials) {
        if (credentials == null) {
            throw new CredentialsException("it returned null", ErrorContext.none(false), null);
        }
        return credentials;
    }

    @Override
    public void invalidate(C refused) {
        requireNonNull(refused, "refused");
        Link<C> last = chosen;
        if (last != null) {
            last.provider().invalidate(refused);
        }
    }

    /** Why no source had credentials: one exception from each, in order. */
    private CredentialsException refused(List<CredentialsException> refusals) {
        StringBuilder reasons = new StringBuilder("no credentials found: ");
        boolean retryable = false;
        Throwable cause = null;
        for (int i = 0; i < refusals.size(); i++) {
            CredentialsException refusal = refusals.get(i);
            reasons.append(i == 0 ? "" : "; ")
                    .append(links.get(i).name())
                    .append(": ")
                    .append(refusal.getMessage());
            retryable |= refusal.retryable() && !refusal.isAbsent();
            cause = refusal.getCause() == null ? cause : refusal;
        }
        if (!advice.isEmpty()) {
            reasons.append("; ").append(advice);
        }
        // The message of a source that is not set says everything; only the trace of one that failed helps.
        return cause == null
                ? CredentialsException.absent(reasons.toString(), retryable)
                : new CredentialsException(reasons.toString(), ErrorContext.none(retryable), cause);
    }
}
