package dev.imagecopy.core.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries sources of credentials in order and keeps using the first one that works. If none does, the exception names each source
 * and why it failed.
 *
 * <ul>
 *   <li>A source that does not exist on this machine ({@link CredentialsException#isAbsent}) is passed over silently.
 *   <li>A source that exists but cannot be used is passed over too, with one warning in the log of {@code dev.imagecopy} for
 *       each chain.
 *   <li>A source that exists and fails for a temporary reason ({@link CredentialsException#retryable}) is not passed over: no
 *       other source is asked, the exception is retryable, and the next request starts with the first source again. Otherwise
 *       one lost reply would move a client to another identity for the rest of its life.
 *   <li>A source whose identity was named outright ({@link CredentialsException#isChosen}) ends the chain if it fails.
 * </ul>
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

    private static final Logger LOG = LoggerFactory.getLogger("dev.imagecopy");

    private final List<Link<C>> links;
    private final String advice;
    private final String client;
    private final Consumer<String> onFound;
    private final AtomicReference<@Nullable Link<C>> chosen = new AtomicReference<>();

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
        this(links, advice, "A client");
    }

    /**
     * Creates the chain of one client.
     *
     * @param links the sources, first to last; at least one
     * @param advice a clause at the end of the message of a chain without credentials; may be empty
     * @param client the client's name in warnings, for example {@code HuaweiImsClient}
     * @throws IllegalArgumentException if there are no links
     */
    public CredentialsChain(List<Link<C>> links, String advice, String client) {
        this(links, advice, client, source -> {});
    }

    /**
     * Creates the chain of one client, which tells what it has found.
     *
     * @param links the sources, first to last; at least one
     * @param advice a clause at the end of the message of a chain without credentials; may be empty
     * @param client the client's name in warnings, for example {@code HuaweiImsClient}
     * @param onFound receives the name of the source that works, once
     * @throws IllegalArgumentException if there are no links
     */
    public CredentialsChain(List<Link<C>> links, String advice, String client, Consumer<String> onFound) {
        requireNonNull(links, "links");
        requireNonNull(advice, "advice");
        requireNonNull(client, "client");
        requireNonNull(onFound, "onFound");
        if (links.isEmpty()) {
            throw new IllegalArgumentException("A credentials chain needs at least one link");
        }
        this.links = List.copyOf(links);
        this.advice = advice;
        this.client = client;
        this.onFound = onFound;
    }

    @Override
    public C resolve() {
        Link<C> last = chosen.get();
        return last != null ? last.provider().resolve() : search();
    }

    private C search() {
        List<CredentialsException> refusals = new ArrayList<>();
        for (Link<C> link : links) {
            C credentials;
            try {
                credentials = present(link.provider().resolve());
            } catch (CredentialsException e) {
                refusals.add(e);
                if (endsChain(e)) {
                    break;
                }
                continue;
            }
            return settles(link, refusals) ? credentials : resolve();
        }
        throw refused(refusals);
    }

    /** {@inheritDoc} The chain does not block unless one of its sources does. */
    @Override
    public CompletableFuture<C> resolveAsync() {
        Link<C> last = chosen.get();
        return last != null ? last.provider().resolveAsync() : resolveFrom(new ArrayList<>());
    }

    private CompletableFuture<C> resolveFrom(List<CredentialsException> refusals) {
        boolean ended = !refusals.isEmpty() && endsChain(refusals.get(refusals.size() - 1));
        if (ended || refusals.size() == links.size()) {
            return CompletableFuture.failedFuture(refused(refusals));
        }
        Link<C> link = links.get(refusals.size());
        return link.provider()
                .resolveAsync()
                .thenApply(credentials -> {
                    C present = present(credentials);
                    return settles(link, refusals) ? CompletableFuture.completedFuture(present) : resolveAsync();
                })
                .exceptionally(thrown -> {
                    Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
                            ? thrown.getCause()
                            : thrown;
                    if (cause instanceof CredentialsException e) {
                        refusals.add(e);
                        return resolveFrom(refusals);
                    }
                    return CompletableFuture.failedFuture(cause);
                })
                .thenCompose(next -> next);
    }

    /** Whether the next source would act for somebody else than the one that the settings mean. */
    private static boolean endsChain(CredentialsException refusal) {
        return refusal.isChosen() || isTemporary(refusal);
    }

    private static boolean isTemporary(CredentialsException refusal) {
        return refusal.retryable() && !refusal.isAbsent();
    }

    /**
     * Keeps a source that works, unless another call has found one meanwhile. Returns false if the chain uses another one: what
     * that gives may belong to somebody else.
     */
    private boolean settles(Link<C> found, List<CredentialsException> refusals) {
        Link<C> first = chosen.compareAndExchange(null, found);
        if (first != null) {
            return first.equals(found);
        }
        for (int i = 0; i < refusals.size(); i++) {
            CredentialsException refusal = refusals.get(i);
            if (!refusal.isAbsent()) {
                String reason = String.valueOf(refusal.getMessage()).replaceAll("\\s+", " ");
                LOG.warn(
                        "{} passes over {} ({}) and uses {}",
                        client,
                        links.get(i).name(),
                        reason,
                        found.name());
            }
        }
        onFound.accept(found.name());
        return true;
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
        Link<C> last = chosen.get();
        if (last != null) {
            last.provider().invalidate(refused);
        }
    }

    /** Why no source had credentials: one exception from each that was tried, in order. */
    private CredentialsException refused(List<CredentialsException> refusals) {
        StringBuilder reasons = new StringBuilder("no credentials found: ");
        boolean retryable = false;
        boolean absent = true;
        Throwable cause = null;
        int attempts = 0;
        for (int i = 0; i < refusals.size(); i++) {
            CredentialsException refusal = refusals.get(i);
            reasons.append(i == 0 ? "" : "; ")
                    .append(links.get(i).name())
                    .append(": ")
                    .append(refusal.getMessage());
            retryable |= isTemporary(refusal);
            absent &= refusal.isAbsent();
            cause = refusal.getCause() == null ? cause : refusal;
            attempts = Math.max(attempts, refusal.sourceAttempts());
        }
        CredentialsException last = refusals.get(refusals.size() - 1);
        boolean chosen = last.isChosen();
        if (!chosen && !advice.isEmpty() && !retryable) {
            reasons.append("; ").append(advice);
        }
        String reason = reasons.toString();
        CredentialsException refused = chosen
                ? CredentialsException.chosen(reason, retryable, cause)
                : absent
                        ? CredentialsException.absent(reason, retryable)
                        : new CredentialsException(reason, ErrorContext.none(retryable), cause);
        return refused.dueTo(last).after(attempts);
    }
}
