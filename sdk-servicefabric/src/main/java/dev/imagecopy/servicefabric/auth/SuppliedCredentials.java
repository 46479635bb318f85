package dev.imagecopy.servicefabric.auth;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Credentials from a supplier, which each client caches by its own clocks; without a client, by the system's. */
final class SuppliedCredentials
        implements CredentialsProvider<ServiceFabricCredentials>, CredentialsSource<ServiceFabricCredentials> {
    private static final Duration AFTER_ITS_END = Duration.ofMinutes(1);

    private final Supplier<ServiceFabricCredentials> supplier;
    private @Nullable CredentialsProvider<ServiceFabricCredentials> alone; // guarded by this

    SuppliedCredentials(Supplier<ServiceFabricCredentials> supplier) {
        this.supplier = supplier;
    }

    @Override
    public CredentialsProvider<ServiceFabricCredentials> connect(
            ClientConnection<ServiceFabricCredentials> connection) {
        return connection.cached(() -> kept(ask(), connection.time().now()));
    }

    /** An expiration in the past means that some clock is wrong; the gateway decides by its own. */
    private static ServiceFabricCredentials kept(ServiceFabricCredentials given, Instant now) {
        Optional<Instant> end = given.expiresAt();
        return end.isPresent() && !end.get().isAfter(now) ? given.keptUntil(now.plus(AFTER_ITS_END)) : given;
    }

    private ServiceFabricCredentials ask() {
        try {
            ServiceFabricCredentials given = supplier.get();
            if (given == null) {
                throw new CredentialsException(
                        "the source of credentials returned null", ErrorContext.none(false), null);
            }
            return given;
        } catch (IllegalArgumentException e) { // of the application's code, which may name what it refused
            throw new CredentialsException("the source of credentials failed", ErrorContext.none(false), e);
        }
    }

    /** Created only if it is used without a client. */
    private synchronized CredentialsProvider<ServiceFabricCredentials> alone() {
        if (alone == null) {
            alone = new CachingCredentialsProvider<>(this::ask, TimeSource.system());
        }
        return alone;
    }

    @Override
    public ServiceFabricCredentials resolve() {
        return alone().resolve();
    }

    @Override
    public CompletableFuture<ServiceFabricCredentials> resolveAsync() {
        return alone().resolveAsync();
    }

    @Override
    public void invalidate(ServiceFabricCredentials refused) {
        alone().invalidate(refused);
    }
}
