package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.time.TimeSource;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * What a client lets its {@link HuaweiCredentialsSource} use.
 *
 * @param region the client's region
 * @param projectId the client's project; empty when it was not set
 * @param iamEndpoint where the identity service of the region answers
 * @param time the client's clocks
 * @param executors makes what calls the service at an address, with signatures by the credentials of a provider; rows of a
 *     wire table that are anonymous are sent without
 */
public record HuaweiConnections(
        String region,
        String projectId,
        URI iamEndpoint,
        TimeSource time,
        BiFunction<URI, CredentialsProvider<HuaweiCredentials>, CallExecutor> executors) {

    /** What calls a service that needs no credentials. */
    CallExecutor anonymous(URI address) {
        return executors.apply(address, CredentialsProvider.of(HuaweiCredentials.token("anonymous")));
    }

    /** A refusal of another service is a lack of credentials to whoever makes a call. */
    private static HuaweiCredentials resolve(CredentialsProvider<HuaweiCredentials> source) {
        try {
            return source.resolve();
        } catch (ApiException | TransportException | ResponseFormatException | DeadlineExceededException e) {
            throw new CredentialsException(String.valueOf(e.getMessage()), ErrorContext.none(e.retryable()), e);
        }
    }

    /**
     * Finds the ids of the projects of a name, asking the identity service.
     *
     * @param name the project's name; a region's main project has the region's
     * @param credentials who asks
     * @return a future of the ids that the caller may see
     */
    public CompletableFuture<List<String>> projectsNamed(
            String name, CredentialsProvider<HuaweiCredentials> credentials) {
        return executors
                .apply(iamEndpoint, credentials)
                .executeAsync(HuaweiIamCalls.LIST_PROJECTS, name, CallOptions.defaults());
    }

    /** Keeps what a slow source yields, and keeps it fresh. */
    CredentialsProvider<HuaweiCredentials> cached(CredentialsProvider<HuaweiCredentials> source) {
        return new CachingCredentialsProvider<>(() -> resolve(source), time);
    }
}
