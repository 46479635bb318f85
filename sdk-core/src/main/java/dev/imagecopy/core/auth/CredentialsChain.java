package dev.imagecopy.core.auth;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Tries sources of credentials in a stated order and stays with the first that works. When none does, the exception names
 * each source and why it failed.
 *
 * <p>Thread safety: safe for use by many threads.
 *
 * @param <C> the kind of credentials
 */
public final class CredentialsChain<C extends Credentials> implements CredentialsProvider<C> {

    /**
     * One source in the chain.
     *
     * @param name what to call it in messages, for example {@code environment variables}
     * @param provider the source
     * @param <C> the kind of credentials
     */
    public record Link<C extends Credentials>(String name, CredentialsProvider<C> provider) {}

    private final List<Link<C>> links;
    private volatile @Nullable Link<C> chosen;

    /**
     * Makes a chain.
     *
     * @param links the sources, first to last; at least one
     * @throws IllegalArgumentException if there is no link
     */
    public CredentialsChain(List<Link<C>> links) {
        if (links.isEmpty()) {
            throw new IllegalArgumentException("A credentials chain needs at least one link");
        }
        this.links = List.copyOf(links);
    }

    @Override
    public C resolve() {
        Link<C> last = chosen;
        if (last != null) {
            return last.provider().resolve();
        }
        StringJoiner reasons = new StringJoiner("; ", "no credentials found: ", "");
        CredentialsException failure = null;
        boolean retryable = false;
        for (Link<C> link : links) {
            try {
                C credentials = link.provider().resolve();
                chosen = link;
                return credentials;
            } catch (CredentialsException e) {
                reasons.add(link.name() + ": " + e.getMessage());
                retryable |= e.retryable();
                failure = e;
            }
        }
        throw new CredentialsException(reasons.toString(), ErrorContext.none(retryable), failure);
    }

    @Override
    public void invalidate(C refused) {
        Link<C> last = chosen;
        if (last != null) {
            last.provider().invalidate(refused);
        }
    }
}
