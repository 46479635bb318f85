package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.okhttp.OkHttpVariants.Variant;
import dev.imagecopy.core.spi.SendOrder;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * An OkHttp client without any policy of its own, with its own dispatcher and threads. Everything that would make OkHttp send a
 * request again is off; {@link OneSendInterceptor} ensures that even if a borrowed interceptor turns it on.
 */
final class HardenedClient implements AutoCloseable {
    /** With OkHttp's default of 5 per host, a copy would wait behind 200 polls for seconds. */
    private static final int MAX_EXCHANGES = 256;

    private static final List<ConnectionSpec> WITHOUT_TLS = List.of(ConnectionSpec.CLEARTEXT);

    private static final int MAX_IDLE_CONNECTIONS = 64;
    private static final Duration IDLE_CONNECTION_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

    private final WireFormat format = new WireFormat();
    private final OpenExchanges open = new OpenExchanges();
    private final SendQueue queue;
    private final SendQueue openQueue;
    private final TransportThreads threads;
    private final AbortableDns lookups;
    private final OneSendInterceptor oneSend;
    private final OkHttpClient client;
    private final OkHttpVariants variants;
    private final boolean ownsPool;
    private volatile boolean closed;

    private HardenedClient(OkHttpClient.Builder base, boolean ownsPool, boolean speaksTls) {
        this(base, ownsPool, speaksTls, MAX_EXCHANGES, new TransportThreads(MAX_EXCHANGES));
    }

    private HardenedClient(
            OkHttpClient.Builder base, boolean ownsPool, boolean speaksTls, int places, TransportThreads threads) {
        this.queue = new SendQueue(places);
        this.openQueue = new SendQueue(places);
        this.threads = threads;
        this.lookups = new AbortableDns(Dns.SYSTEM, threads);
        this.ownsPool = ownsPool;
        this.oneSend = new OneSendInterceptor(open, !ownsPool);
        this.client = harden(ownsPool ? base.dns(lookups) : base);
        this.variants = new OkHttpVariants(client, speaksTls);
    }

    static HardenedClient create(Duration connectTimeout, Duration readTimeout) {
        return new HardenedClient(withTimeouts(connectTimeout, readTimeout).connectionSpecs(WITHOUT_TLS), true, false);
    }

    /** @param places how many exchanges may be in progress, and also how many of those that stay open */
    static HardenedClient create(Duration connectTimeout, Duration readTimeout, int places, TransportThreads threads) {
        return new HardenedClient(
                withTimeouts(connectTimeout, readTimeout).connectionSpecs(WITHOUT_TLS), true, false, places, threads);
    }

    static HardenedClient create(Duration connectTimeout, Duration readTimeout, TlsSettings tls) {
        OkHttpClient.Builder base = withTimeouts(connectTimeout, readTimeout)
                .sslSocketFactory(tls.context().getSocketFactory(), tls.trustManager());
        if (!tls.hostNameChecked()) {
            base.hostnameVerifier((host, session) -> true); // the trust manager has pinned the certificate itself
        }
        return new HardenedClient(base, true, true);
    }

    private static OkHttpClient.Builder withTimeouts(Duration connectTimeout, Duration readTimeout) {
        requireLimited("connect timeout", connectTimeout);
        requireLimited("read timeout", readTimeout);
        return new OkHttpClient.Builder()
                .socketFactory(new PromptSockets())
                .proxySelector(new MetadataDirect(ProxySelector.getDefault()))
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .writeTimeout(
                        Duration.ZERO) // a server that stops reading a request is handled by the exchange's deadline
                .connectionPool(new ConnectionPool(
                        MAX_IDLE_CONNECTIONS, IDLE_CONNECTION_LIFE.toMillis(), TimeUnit.MILLISECONDS));
    }

    static HardenedClient over(OkHttpClient borrowed) {
        return over(borrowed, MAX_EXCHANGES);
    }

    /** @param places as for {@link #create(Duration, Duration, int, TransportThreads)} */
    static HardenedClient over(OkHttpClient borrowed, int places) {
        return new HardenedClient(ProxyLogin.builder(borrowed), false, true, places, new TransportThreads(places));
    }

    /** To OkHttp, zero means no limit. */
    private static void requireLimited(String name, Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(name + " must be 1 ms to 24 days: " + timeout);
        }
    }

    private OkHttpClient harden(OkHttpClient.Builder base) {
        base.dispatcher(new Dispatcher(threads.pool()))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .callTimeout(Duration.ZERO); // the exchange has its own deadline, which includes the wait for a thread
        base.interceptors().add(0, new RequestSettingsInterceptor(open, ownsPool));
        base.addNetworkInterceptor(oneSend);
        return base.build();
    }

    Call newCall(HttpRequest request) {
        Request wire = format.request(request);
        boolean oneAddress = ownsPool && lookups.hasOneAddress(wire.url().host());
        boolean fresh = request.freshConnection();
        OkHttpClient variant = variants.of(new Variant(wire.isHttps(), oneAddress, fresh && ownsPool));
        boolean direct = SendOrder.of(request).direct();
        if (ownsPool && !direct) {
            return variant.newCall(wire);
        }
        return MetadataDirect.over(fresh && !ownsPool ? withOwnPool(variant) : variant, wire.url(), direct)
                .newCall(wire);
    }

    /** The borrowed client may only support HTTP/2, where exchanges that share a pool could also share a connection. */
    private static OkHttpClient withOwnPool(OkHttpClient borrowed) {
        return borrowed.newBuilder()
                .connectionPool(OkHttpVariants.keepsNothing())
                .build();
    }

    OpenExchanges open() {
        return open;
    }

    /** The queue for exchanges that stay open, or for all others. */
    SendQueue queue(boolean staysOpen) {
        return staysOpen ? openQueue : queue;
    }

    TransportThreads threads() {
        return threads;
    }

    AbortableDns lookups() {
        return lookups;
    }

    OneSendInterceptor oneSend() {
        return oneSend;
    }

    /**
     * Returns whether an exchange may run on its caller's thread. With a borrowed client it may not: application code is part
     * of the exchange (interceptors, name resolution, listeners) and may ignore interrupts and deadlines.
     */
    boolean mayRunOnCaller() {
        return ownsPool;
    }

    /**
     * To be called when a call has released its connection: a cancelled HTTP/2 stream leaves its connection idle in the pool.
     */
    void dropIdleConnections() {
        if (closed && ownsPool) {
            client.connectionPool().evictAll();
        }
    }

    @Override
    public void close() {
        open.closeAll();
        closed = true;
        threads.shutdown();
        dropIdleConnections();
    }
}
