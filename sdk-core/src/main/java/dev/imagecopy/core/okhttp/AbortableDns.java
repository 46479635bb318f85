package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.spi.Checks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names for exchanges that run on their caller's thread, so that the wait ends with the exchange. The lookup itself
 * cannot be stopped; it completes on a thread of the transport.
 */
final class AbortableDns implements Dns {
    private final Dns system;
    private final Executor threads;

    private final Set<String> ofOneAddress = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("ThreadLocalUsage") // emptied after each exchange; a static one would be shared by all transports
    private final ThreadLocal<@Nullable CompletableFuture<?>> ends = new ThreadLocal<>();

    AbortableDns(Dns system, Executor threads) {
        this.system = system;
        this.threads = threads;
    }

    /** Limits the lookups of this thread: they end at the latest when this future completes. */
    void onThisThread(CompletableFuture<?> end) {
        ends.set(end);
    }

    void offThisThread() {
        ends.remove();
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        CompletableFuture<?> end = ends.get();
        List<InetAddress> found = end == null ? system.lookup(hostname) : await(start(hostname), end);
        if (found.size() == 1) {
            ofOneAddress.add(hostname);
        } else {
            ofOneAddress.remove(hostname);
        }
        return found;
    }

    /** Whether a server is an IP address, or a name that had only one when it was last resolved. */
    boolean hasOneAddress(String host) {
        return ofOneAddress.contains(host) || host.indexOf(':') >= 0 || Checks.isDottedNumbers(host);
    }

    private CompletableFuture<List<InetAddress>> start(String hostname) {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                found.complete(system.lookup(hostname));
            } catch (UnknownHostException | RuntimeException | Error e) {
                found.completeExceptionally(e);
            }
        });
        return found;
    }

    private static List<InetAddress> await(CompletableFuture<List<InetAddress>> found, CompletableFuture<?> ended)
            throws UnknownHostException {
        try {
            CompletableFuture.anyOf(found, ended).get();
            if (found.isDone()) {
                return found.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException(e.getCause());
        }
        throw new UnknownHostException("the exchange ended before the name was resolved");
    }
}
