package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Ensures that the project is known before anything is sent: the project of the client, or of the credentials, or the region's
 * main project, for which the identity service is asked once. After the credentials have been refused it asks again, since the
 * next ones may belong to another account; until it has a response, copies in progress keep their project.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
final class ProjectScope implements CredentialsProvider<HuaweiCredentials> {
    private final CredentialsProvider<HuaweiCredentials> base;
    private final ClientConnection<HuaweiCredentials> connection;
    private final Map<String, CompletableFuture<String>> found = new ConcurrentHashMap<>();
    private volatile String current;
    private volatile boolean doubtful;

    ProjectScope(CredentialsProvider<HuaweiCredentials> base, ClientConnection<HuaweiCredentials> connection) {
        this.base = base;
        this.connection = connection;
        this.current = connection.account();
    }

    /** The project as far as it is known without a call; empty if unknown. */
    String current() {
        return current;
    }

    /** The project that the builder was given; empty if none. */
    String configured() {
        return connection.account();
    }

    /** Rejects a token of another project. A token without a project was written before it was known. */
    void requireOwn(OperationHandle token) {
        if (!token.scope().isEmpty()) {
            token.requireScope(current);
        }
    }

    @Override
    public HuaweiCredentials resolve() {
        HuaweiCredentials credentials = base.resolve();
        try {
            return scoped(credentials).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException("interrupted while looking up the project", ErrorContext.none(true), e);
        } catch (ExecutionException e) {
            throw asSdkException(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public CompletableFuture<HuaweiCredentials> resolveAsync() {
        return base.resolveAsync().thenCompose(this::scoped);
    }

    private CompletableFuture<HuaweiCredentials> scoped(@Nullable HuaweiCredentials credentials) {
        if (credentials == null) {
            return CompletableFuture.failedFuture(ClientConnection.noCredentials());
        }
        String known = current;
        if (!known.isEmpty() && !doubtful) {
            return CompletableFuture.completedFuture(credentials);
        }
        CompletableFuture<String> told = credentials.projectId().isPresent()
                ? CompletableFuture.completedFuture(credentials.projectId().get())
                : find(connection.region(), credentials);
        return told.handle((id, thrown) -> {
            if (thrown == null) {
                current = id;
                doubtful = false;
            } else if (known.isEmpty()) {
                throw asSdkException(thrown);
            }
            return credentials; // copies in progress keep the project in which they started
        });
    }

    @Override
    public void invalidate(HuaweiCredentials refused) {
        if (connection.account().isEmpty()) {
            doubtful = true;
            found.clear();
        }
        base.invalidate(refused);
    }

    /** The id of a project in another region. Fails with the service's own error if it refuses to tell. */
    CompletableFuture<String> projectNamed(String name) {
        return base.resolveAsync()
                .thenCompose(credentials -> find(name, credentials))
                .exceptionallyCompose(thrown -> {
                    Throwable error = CallFlow.causeOf(thrown);
                    return CompletableFuture.failedFuture(
                            error instanceof CredentialsException && error.getCause() instanceof ApiException refusal
                                    ? refusal
                                    : error);
                });
    }

    /** Asks once for each name; a failure is not cached. */
    private CompletableFuture<String> find(String name, HuaweiCredentials credentials) {
        CompletableFuture<String> mine = new CompletableFuture<>();
        CompletableFuture<String> other = found.putIfAbsent(name, mine);
        if (other != null) {
            return other.copy();
        }
        list(name, credentials).thenApply(ids -> theOne(name, ids)).whenComplete((id, thrown) -> {
            if (thrown == null) {
                mine.complete(id);
            } else {
                found.remove(name, mine);
                mine.completeExceptionally(asSdkException(thrown));
            }
        });
        return mine.copy();
    }

    /** Never throws, since others wait for the answer too. */
    private CompletableFuture<List<String>> list(String name, HuaweiCredentials credentials) {
        try {
            return connection
                    .signedBy(CredentialsProvider.of(credentials))
                    .executeAsync(
                            HuaweiImsCalls.Projects.LIST,
                            new HuaweiImsCalls.ProjectName(
                                    name,
                                    credentials.iamEndpoint().map(URI::toString).orElse("")),
                            CallOptions.defaults());
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static String theOne(String name, List<String> ids) {
        if (ids.isEmpty()) {
            throw new CredentialsException(
                    "there is no project '" + name + "' yet: open the console once in that region, or set a project id",
                    ErrorContext.none(false),
                    null);
        }
        if (ids.size() > 1) {
            throw new CredentialsException(
                    "there are several projects '" + name + "': set one of the project ids " + ids,
                    ErrorContext.none(false),
                    null);
        }
        return ids.get(0);
    }

    private static SdkException asSdkException(Throwable thrown) {
        Throwable error = CallFlow.causeOf(thrown);
        if (error instanceof CredentialsException e) {
            return e;
        }
        boolean retryable = error instanceof SdkException e && e.retryable();
        CredentialsException unknown = new CredentialsException(
                "the project could not be determined: " + error.getMessage(), ErrorContext.none(retryable), error);
        return error instanceof SdkException e ? unknown.dueTo(e) : unknown;
    }
}
