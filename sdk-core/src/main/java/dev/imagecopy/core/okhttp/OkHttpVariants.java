package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The OkHttp clients of a transport: one for each kind of exchange, alike but for what the kind needs. Each is made when it is
 * first asked for. Safe for use by many threads.
 */
final class OkHttpVariants {
    private static final int TLS = 1;
    private static final int ONE_ADDRESS = 2;
    private static final int FRESH = 4;
    private static final int KINDS = 8;

    /** What OkHttp takes unless told otherwise. */
    private static final List<ConnectionSpec> WITH_TLS = List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT);

    private final boolean speaksTls;
    private final AtomicReferenceArray<@Nullable OkHttpClient> made = new AtomicReferenceArray<>(KINDS);

    /**
     * Begins with one client.
     *
     * @param plain the client that the others are made from
     * @param speaksTls whether it can do TLS; otherwise the system's trust store is read when somebody asks for TLS, not
     *     before: that takes a tenth of a cold start
     */
    OkHttpVariants(OkHttpClient plain, boolean speaksTls) {
        this.speaksTls = speaksTls;
        made.set(0, plain);
    }

    /**
     * The client for an exchange.
     *
     * @param tls whether it is for {@code https}
     * @param oneAddress whether the server has one address: OkHttp opens connections on threads of their own, so that several
     *     addresses can race; with one, the exchange's own thread does
     * @param fresh whether the exchange must have a connection of its own; a pool that keeps nothing serves all of these, as
     *     long as they cannot share a connection as in HTTP/2
     * @throws TransportException if the system's trust store cannot be read
     */
    OkHttpClient of(boolean tls, boolean oneAddress, boolean fresh) {
        int kind = (tls ? TLS : 0) | (oneAddress ? ONE_ADDRESS : 0) | (fresh ? FRESH : 0);
        OkHttpClient ready = made.get(kind);
        return ready == null ? make(kind) : ready;
    }

    private synchronized OkHttpClient make(int kind) {
        OkHttpClient ready = made.get(kind);
        if (ready == null) {
            int last = Integer.highestOneBit(kind);
            OkHttpClient simpler = make(kind - last);
            ready = switch (last) {
                case TLS -> speaksTls ? simpler : withTls(simpler);
                case ONE_ADDRESS -> simpler.newBuilder().fastFallback(false).build();
                default -> freshOver(simpler);
            };
            made.set(kind, ready);
        }
        return ready;
    }

    private static OkHttpClient withTls(OkHttpClient plain) {
        try {
            return plain.newBuilder().connectionSpecs(WITH_TLS).build();
        } catch (Exception | AssertionError e) { // checked ones too, though OkHttp declares none
            throw new TransportException(
                    "the system's trust store cannot be read", SendPhase.NOT_SENT, ErrorContext.none(false), e);
        }
    }

    private static OkHttpClient freshOver(OkHttpClient simpler) {
        return simpler.newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(keepsNothing())
                .build();
    }

    static ConnectionPool keepsNothing() {
        return new ConnectionPool(0, 1, TimeUnit.MINUTES);
    }
}
