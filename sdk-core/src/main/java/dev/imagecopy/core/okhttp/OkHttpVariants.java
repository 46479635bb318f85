package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** Variants of one OkHttp client, each created on first use. Safe for use by multiple threads. */
final class OkHttpVariants {
    /** OkHttp's own default. */
    private static final List<ConnectionSpec> WITH_TLS = List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT);

    /**
     * What an exchange requires of its client.
     *
     * @param tls whether the request goes to {@code https}
     * @param oneAddress whether the server has only one address: OkHttp opens connections on separate threads, so that several
     *     addresses can race; with one address, the exchange's own thread does
     * @param fresh whether the exchange must have its own connection; one pool that keeps nothing serves all of these, as long
     *     as they cannot share a connection as in HTTP/2
     */
    record Variant(boolean tls, boolean oneAddress, boolean fresh) {
        /** The equals and hashCode that a record generates would load 130 classes at the first call of a client. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Variant variant
                    && variant.tls == tls
                    && variant.oneAddress == oneAddress
                    && variant.fresh == fresh;
        }

        @Override
        public int hashCode() {
            return (tls ? 1 : 0) + (oneAddress ? 2 : 0) + (fresh ? 4 : 0);
        }
    }

    private final OkHttpClient plain;
    private final ConcurrentMap<Variant, OkHttpClient> created = new ConcurrentHashMap<>();
    private @Nullable OkHttpClient withTls; // guarded by this

    /**
     * @param plain the client to derive the others from
     * @param speaksTls whether it is set up for TLS; if not, the system's trust store is only read for the first {@code https}
     *     request, since that takes a tenth of a cold start
     */
    OkHttpVariants(OkHttpClient plain, boolean speaksTls) {
        this.plain = plain;
        this.withTls = speaksTls ? plain : null;
    }

    /**
     * Returns the client for an exchange.
     *
     * @throws TransportException if the system's trust store cannot be read
     */
    OkHttpClient of(Variant variant) {
        OkHttpClient known = created.get(variant);
        return known == null ? create(variant) : known;
    }

    private synchronized OkHttpClient create(Variant variant) {
        OkHttpClient known = created.get(variant);
        if (known != null) {
            return known;
        }
        OkHttpClient.Builder client = (variant.tls() ? withTls() : plain).newBuilder();
        if (variant.oneAddress()) {
            client.fastFallback(false);
        }
        if (variant.fresh()) {
            client.protocols(List.of(Protocol.HTTP_1_1)).connectionPool(keepsNothing());
        }
        OkHttpClient ready = client.build();
        created.put(variant, ready);
        return ready;
    }

    private synchronized OkHttpClient withTls() {
        OkHttpClient ready = withTls;
        if (ready == null) {
            try {
                ready = plain.newBuilder().connectionSpecs(WITH_TLS).build();
            } catch (Exception | AssertionError e) { // including checked exceptions, although OkHttp declares none
                throw new TransportException(
                        "the system's trust store cannot be read", SendPhase.NOT_SENT, ErrorContext.none(false), e);
            }
            withTls = ready;
        }
        return ready;
    }

    static ConnectionPool keepsNothing() {
        return new ConnectionPool(0, 1, TimeUnit.MINUTES);
    }
}
